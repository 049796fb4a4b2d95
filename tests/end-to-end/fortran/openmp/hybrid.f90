! Ranks with threads: each sums its part of a series with a team, all of them add up, and threads of two ranks exchange lines one at a time
program hybrid
  use mpi
  use omp_lib
  implicit none
  integer, parameter :: lines = 6, width = 50
  integer :: ierr, rank, ranks, provided, i, other
  real(8) :: part, total, field(width, lines), came(width, lines)

  call MPI_Init_thread(MPI_THREAD_SERIALIZED, provided, ierr)
  if (provided < MPI_THREAD_SERIALIZED) print *, 'no threads'
  call MPI_Comm_rank(MPI_COMM_WORLD, rank, ierr)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks, ierr)
  part = 0
  !$omp parallel do reduction(+:part)
  do i = rank + 1, 4000, ranks
    part = part + 1d0 / i
  end do
  call MPI_Reduce(part, total, 1, MPI_DOUBLE_PRECISION, MPI_SUM, 0, MPI_COMM_WORLD, ierr)
  if (rank == 0) print '(i2, f12.8)', omp_get_max_threads(), total

  other = mod(rank + 1, ranks)
  !$omp parallel do
  do i = 1, lines
    field(:, i) = rank * 100 + i
  end do
  !$omp parallel do ordered schedule(static, 1) private(ierr)
  do i = 1, lines
    !$omp ordered
    call MPI_Sendrecv(field(1, i), width, MPI_DOUBLE_PRECISION, other, i, came(1, i), width, MPI_DOUBLE_PRECISION, &
      mod(rank + ranks - 1, ranks), i, MPI_COMM_WORLD, MPI_STATUS_IGNORE, ierr)
    !$omp end ordered
  end do
  call MPI_Reduce(sum(came), total, 1, MPI_DOUBLE_PRECISION, MPI_SUM, 0, MPI_COMM_WORLD, ierr)
  if (rank == 0) print '(f12.1)', total
  call MPI_Finalize(ierr)
end program
