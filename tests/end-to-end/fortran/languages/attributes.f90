! attributes that one language sets and the other reads, and their copies
program attributes
  use mpi
  implicit none
  interface
    subroutine c_side(comm, keyval, other) bind(c)
      integer, value :: comm, keyval
      integer, intent(out) :: other
    end subroutine
  end interface
  integer :: keyval, other, comm, ierr
  integer(MPI_ADDRESS_KIND) :: value, state
  logical :: found
  call MPI_Init(ierr)
  state = 17
  call MPI_Comm_create_keyval(copy, gone, keyval, state, ierr)
  value = 5555
  call MPI_Comm_set_attr(MPI_COMM_SELF, keyval, value, ierr)
  flush (6)
  call c_side(MPI_COMM_SELF, keyval, other)
  call MPI_Comm_get_attr(MPI_COMM_SELF, other, value, found, ierr)
  print '(l1,1x,i0)', found, value
  call MPI_Comm_dup(MPI_COMM_SELF, comm, ierr)
  call MPI_Comm_get_attr(comm, keyval, value, found, ierr)
  print '(l1,1x,i0)', found, value
  value = 6
  call MPI_Comm_set_attr(comm, other, value, ierr)
  flush (6)
  call c_side(comm, keyval, other)
  call MPI_Comm_free(comm, ierr)
  call MPI_Finalize(ierr)
contains
  subroutine copy(old, keyval, state, in, out, flag, ierr)
    integer :: old, keyval, ierr
    integer(MPI_ADDRESS_KIND) :: state, in, out
    logical :: flag
    print '(a,2(1x,i0))', 'copy', state, in
    out = in + 2
    flag = .true.
    ierr = MPI_SUCCESS
  end subroutine
  subroutine gone(old, keyval, in, state, ierr)
    integer :: old, keyval, ierr
    integer(MPI_ADDRESS_KIND) :: state, in
    print '(a,2(1x,i0))', 'gone', state, in
    ierr = MPI_SUCCESS
  end subroutine
end program
