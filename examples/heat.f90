! The heat equation on a rod that is cut into pieces, one for each rank; its ends exchange values with their neighbours.
program heat
  use mpi_f08
  implicit none
  integer, parameter :: cells = 64, steps = 200
  real(8) :: u(0:cells+1), total, warmest
  integer :: rank, ranks, left, right, step

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, rank)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  left = merge(MPI_PROC_NULL, rank - 1, rank == 0)
  right = merge(MPI_PROC_NULL, rank + 1, rank == ranks - 1)

  u = 0
  if (rank == 0) u(0) = 100
  do step = 1, steps
    call MPI_Sendrecv(u(1), 1, MPI_DOUBLE_PRECISION, left, 1, u(cells+1), 1, MPI_DOUBLE_PRECISION, right, 1, &
                      MPI_COMM_WORLD, MPI_STATUS_IGNORE)
    call MPI_Sendrecv(u(cells), 1, MPI_DOUBLE_PRECISION, right, 2, u(0), 1, MPI_DOUBLE_PRECISION, left, 2, &
                      MPI_COMM_WORLD, MPI_STATUS_IGNORE)
    u(1:cells) = u(1:cells) + 0.25d0 * (u(0:cells-1) - 2 * u(1:cells) + u(2:cells+1))
  end do

  call MPI_Reduce(sum(u(1:cells)), total, 1, MPI_DOUBLE_PRECISION, MPI_SUM, 0, MPI_COMM_WORLD)
  call MPI_Reduce(maxval(u(1:cells)), warmest, 1, MPI_DOUBLE_PRECISION, MPI_MAX, 0, MPI_COMM_WORLD)
  if (rank == 0) then
    print '(1x,i0,a,i0,a,i0,a)', steps, ' steps of ', cells * ranks, ' cells on ', ranks, ' ranks'
    print '(1x,a,f9.4)', 'warmest', warmest, 'heat   ', total
  end if
  call MPI_Finalize()
end program
