! Windows by mpi_f08: of an array, allocated, and shared
program window08
  use mpi_f08
  use, intrinsic :: iso_c_binding
  implicit none
  type(MPI_Win) :: win
  type(c_ptr) :: address
  integer, asynchronous :: mine(4)
  integer, pointer :: room(:)
  integer :: rank, ranks, next, disp_unit, i
  integer(MPI_ADDRESS_KIND) :: bytes
  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, rank)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  next = mod(rank + 1, ranks)
  ! Open MPI has no windows where a process is alone.
  if (ranks > 1) then
    mine = -1
    bytes = 16
    call MPI_Win_create(mine, bytes, 4, MPI_INFO_NULL, MPI_COMM_WORLD, win)
    call MPI_Win_fence(0, win)
    call MPI_Put([rank, 10 * rank], 2, MPI_INTEGER, next, 1_MPI_ADDRESS_KIND, 2, MPI_INTEGER, win)
    call MPI_Win_fence(0, win)
    call MPI_Win_free(win)
    do i = 0, ranks - 1
      if (i == rank .and. rank == 0) print '(4(1x, i0))', mine
      call MPI_Barrier(MPI_COMM_WORLD)
    end do

    call MPI_Win_allocate(bytes, 4, MPI_INFO_NULL, MPI_COMM_WORLD, address, win)
    call c_f_pointer(address, room, [4])
    call MPI_Win_fence(0, win)
    room = 0
    call MPI_Win_fence(0, win)
    call MPI_Accumulate([1, 2, 3, 4], 4, MPI_INTEGER, 0, 0_MPI_ADDRESS_KIND, 4, MPI_INTEGER, MPI_SUM, win)
    call MPI_Win_fence(0, win)
    if (rank == 0) print '(4(1x, i0))', room
    call MPI_Win_free(win)

    call MPI_Win_allocate_shared(bytes, 4, MPI_INFO_NULL, MPI_COMM_WORLD, address, win)
    call MPI_Win_shared_query(win, next, bytes, disp_unit, address)
    call c_f_pointer(address, room, [4])
    call MPI_Win_fence(0, win)
    room = 100 * rank + [1, 2, 3, 4]
    call MPI_Win_fence(0, win)
    call MPI_Win_shared_query(win, rank, bytes, disp_unit, address)
    call c_f_pointer(address, room, [4])
    if (rank == 0) print '(4(1x, i0), 2(1x, i0))', room, int(bytes), disp_unit
    call MPI_Win_free(win)
  else
    print '(a)', 'alone'
  end if
  call MPI_Finalize()
end program
