! what programs are written like that were made with a module mpi that does not look at arguments, and procedures that only Fortran has
program loose
  use mpi
  implicit none
  integer :: ierr, rank, index, n, requests(2), statuses(MPI_STATUS_SIZE, 2), got(2) = [7, 8], counts(1) = 2, places(1) = 0, length, info
  logical :: found
  character(12) :: text = 'as it was'
  complex(8) :: z(2, 2)
  call MPI_Init(ierr)
  call MPI_Comm_rank(MPI_COMM_SELF, rank, ierr)
  call MPI_Isend(got, 1, MPI_INTEGER, rank, 1, MPI_COMM_SELF, requests(1), ierr)
  call MPI_Irecv(n, 1, MPI_INTEGER, rank, 1, MPI_COMM_SELF, requests(2), ierr)
  call MPI_Waitany(2, requests, index, statuses, ierr)
  call MPI_Waitall(2, requests(1), statuses(1, 1), ierr)
  call MPI_Alltoallv(MPI_IN_PLACE, 0, 0, MPI_DATATYPE_NULL, got, counts, places, MPI_INTEGER, MPI_COMM_SELF, ierr)
  call MPI_Gatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, got, counts(1), places(1), MPI_INTEGER, 0, MPI_COMM_SELF, ierr)
  call MPI_Info_create(info, ierr)
  call MPI_Info_set(info, 'key', 'value', ierr)
  length = 0
  call MPI_Info_get_string(info, 'key', length, text, found, ierr)
  print '(i0,1x,i0,1x,i0,l2,2a)', n, got(2), length, found, ' ', text
  call MPI_Sizeof(z, n, ierr)
  call MPI_Sizeof(text, length, ierr)
  call MPI_Sizeof(1_1, rank, ierr)
  print '(i0,1x,i0,1x,i0)', n, length, rank
  call MPI_Finalize(ierr)
end program
