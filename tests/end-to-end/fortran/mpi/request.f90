! A generalised request: its callbacks get the caller's state, and change it.
module callbacks
  use mpi
  implicit none
contains
  subroutine query(state, status, ierror)
    integer(MPI_ADDRESS_KIND) :: state
    integer :: status(MPI_STATUS_SIZE), ierror
    status(MPI_SOURCE) = int(state)
    status(MPI_TAG) = 7
    call MPI_Status_set_cancelled(status, .false., ierror)
    call MPI_Status_set_elements(status, MPI_INTEGER, 3, ierror)
    state = state + 1
    ierror = MPI_SUCCESS
  end subroutine
  subroutine release(state, ierror)
    integer(MPI_ADDRESS_KIND) :: state
    integer :: ierror
    state = state + 100
    ierror = MPI_SUCCESS
  end subroutine
  subroutine cancel(state, complete, ierror)
    integer(MPI_ADDRESS_KIND) :: state
    logical :: complete
    integer :: ierror
    state = state + merge(10000, 1000, complete)
    ierror = MPI_SUCCESS
  end subroutine
end module

program request
  use callbacks
  implicit none
  integer(MPI_ADDRESS_KIND), volatile :: state
  integer :: ierror, handle, rank, number, status(MPI_STATUS_SIZE)
  logical :: done
  call MPI_Init(ierror)
  call MPI_Comm_rank(MPI_COMM_WORLD, rank, ierror)
  state = 5
  call MPI_Grequest_start(query, release, cancel, state, handle, ierror)
  call MPI_Test(handle, done, status, ierror)
  if (done) error stop 'complete before it is'
  call MPI_Cancel(handle, ierror)
  call MPI_Grequest_complete(handle, ierror)
  call MPI_Wait(handle, status, ierror)
  call MPI_Get_count(status, MPI_INTEGER, number, ierror)
  if (rank == 0) print '(i0, 2(1x, i0), 1x, l1)', status(MPI_TAG), number, int(state), handle == MPI_REQUEST_NULL
  call MPI_Finalize(ierror)
end program
