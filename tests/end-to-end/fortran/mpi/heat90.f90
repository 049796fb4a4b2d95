! Heat in one dimension with the module mpi: sections of arrays as buffers, derived types, attributes, windows, names.
program heat90
  use mpi
  implicit none
  integer, parameter :: n = 64
  integer :: rank, size, left, right, step, ierror, column, win, keyval, i, group, newgroup, length
  integer :: status(MPI_STATUS_SIZE), requests(2)
  integer(MPI_ADDRESS_KIND) :: lb, extent, value, extra
  double precision :: u(0:n+1), v(n), total, m(4,4)
  integer, allocatable :: shared(:)
  logical :: flag
  character(MPI_MAX_OBJECT_NAME) :: name
  character(16) :: text
  integer :: info
  call MPI_Init(ierror)
  call MPI_Comm_rank(MPI_COMM_WORLD, rank, ierror)
  call MPI_Comm_size(MPI_COMM_WORLD, size, ierror)
  left = merge(MPI_PROC_NULL, rank - 1, rank == 0)
  right = merge(MPI_PROC_NULL, rank + 1, rank == size - 1)
  u = 0
  if (rank == 0) u(0) = 100
  do step = 1, 200
    call MPI_Sendrecv(u(1), 1, MPI_DOUBLE_PRECISION, left, 1, u(n+1), 1, MPI_DOUBLE_PRECISION, right, 1, MPI_COMM_WORLD, status, ierror)
    call MPI_Sendrecv(u(n), 1, MPI_DOUBLE_PRECISION, right, 2, u(0), 1, MPI_DOUBLE_PRECISION, left, 2, MPI_COMM_WORLD, &
                      MPI_STATUS_IGNORE, ierror)
    do i = 1, n
      v(i) = u(i) + 0.25d0 * (u(i-1) - 2 * u(i) + u(i+1))
    end do
    u(1:n) = v
  end do
  call MPI_Reduce(sum(u(1:n)), total, 1, MPI_DOUBLE_PRECISION, MPI_SUM, 0, MPI_COMM_WORLD, ierror)
  if (rank == 0) write (*, '(a,f12.6)') 'total ', total

  ! A row is not contiguous: it is copied for the call.
  m = rank
  call MPI_Bcast(m(2,:), 4, MPI_DOUBLE_PRECISION, size - 1, MPI_COMM_WORLD, ierror)
  call MPI_Type_vector(4, 1, 4, MPI_DOUBLE_PRECISION, column, ierror)
  call MPI_Type_commit(column, ierror)
  call MPI_Type_get_extent(column, lb, extent, ierror)
  call MPI_Bcast(m(3,1), 1, column, size - 1, MPI_COMM_WORLD, ierror)
  call MPI_Type_free(column, ierror)
  if (rank == 0) write (*, '(a,4f5.1,i6)') 'rows ', m(2,1) - size, m(3,4) - size, m(1,1), m(4,4), int(extent)

  call MPI_Comm_create_keyval(MPI_COMM_DUP_FN, MPI_COMM_NULL_DELETE_FN, keyval, 0_MPI_ADDRESS_KIND, ierror)
  value = 12345
  call MPI_Comm_set_attr(MPI_COMM_WORLD, keyval, value, ierror)
  call MPI_Comm_get_attr(MPI_COMM_WORLD, keyval, extra, flag, ierror)
  if (rank == 0) write (*, '(a,i6,l2)') 'attribute ', extra, flag
  call MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, extra, flag, ierror)
  if (rank == 0) write (*, '(a,l2,l2)') 'tags ', extra >= 32767, flag
  call MPI_Comm_free_keyval(keyval, ierror)

  call MPI_Comm_set_name(MPI_COMM_WORLD, 'everyone ', ierror)
  call MPI_Comm_get_name(MPI_COMM_WORLD, name, length, ierror)
  if (rank == 0) write (*, '(a,a,i4)') 'name ', name(1:length), length
  call MPI_Info_create(info, ierror)
  call MPI_Info_set(info, ' key ', ' some value ', ierror)
  call MPI_Info_get(info, 'key', 16, text, flag, ierror)
  if (rank == 0) write (*, '(a,a,a,l2)') 'info ', text, '.', flag
  call MPI_Info_free(info, ierror)

  allocate (shared(4))
  shared = 0
  ! Open MPI has no windows on one rank.
  if (size > 1) then
    call MPI_Win_create(shared, 16_MPI_ADDRESS_KIND, 4, MPI_INFO_NULL, MPI_COMM_WORLD, win, ierror)
    call MPI_Win_fence(0, win, ierror)
    call MPI_Accumulate(rank + 1, 1, MPI_INTEGER, 0, 2_MPI_ADDRESS_KIND, 1, MPI_INTEGER, MPI_SUM, win, ierror)
    call MPI_Win_fence(0, win, ierror)
    if (rank == 0) write (*, '(a,4i4)') 'window ', shared
    call MPI_Win_free(win, ierror)
  end if

  call MPI_Comm_group(MPI_COMM_WORLD, group, ierror)
  call MPI_Group_range_incl(group, 1, reshape([0, 0, 1], [3, 1]), newgroup, ierror)
  call MPI_Group_size(newgroup, i, ierror)
  if (rank == 0) write (*, '(a,i4)') 'group ', i
  requests = MPI_REQUEST_NULL
  call MPI_Irecv(i, 1, MPI_INTEGER, rank, 4, MPI_COMM_WORLD, requests(2), ierror)
  call MPI_Send(77, 1, MPI_INTEGER, rank, 4, MPI_COMM_WORLD, ierror)
  call MPI_Waitany(2, requests, length, status, ierror)
  if (rank == 0) write (*, '(a,2i4)') 'any ', length, i
  call MPI_Group_free(group, ierror)
  call MPI_Group_free(newgroup, ierror)
  call MPI_Finalize(ierror)
end program
