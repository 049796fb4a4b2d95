! The module mpi_f08: handles as types, optional error codes, callbacks, statuses, requests, a derived type, a file.
module sums
  use mpi_f08
  implicit none
  type, bind(c) :: particle
    double precision :: x, y
    integer :: id
  end type
contains
  subroutine longest(invec, inoutvec, len, datatype)
    use, intrinsic :: iso_c_binding, only: c_ptr, c_f_pointer
    type(c_ptr), value :: invec, inoutvec
    integer :: len
    type(MPI_Datatype) :: datatype
    integer, pointer :: a(:), b(:)
    call c_f_pointer(invec, a, [len])
    call c_f_pointer(inoutvec, b, [len])
    where (abs(a) > abs(b)) b = a
  end subroutine
  subroutine copy(old, keyval, extra_state, attribute_val_in, attribute_val_out, flag, ierror)
    type(MPI_Comm) :: old
    integer :: keyval, ierror
    integer(MPI_ADDRESS_KIND) :: extra_state, attribute_val_in, attribute_val_out
    logical :: flag
    attribute_val_out = attribute_val_in + extra_state
    flag = .true.
    ierror = MPI_SUCCESS
  end subroutine
  subroutine delete(handle, keyval, attribute_val, extra_state, ierror)
    type(MPI_Comm) :: handle
    integer :: keyval, ierror
    integer(MPI_ADDRESS_KIND) :: attribute_val, extra_state
    ierror = MPI_SUCCESS
  end subroutine
end module

program halo08
  use sums
  implicit none
  integer :: rank, size, i, index, keyval, count
  type(MPI_Request) :: requests(2)
  type(MPI_Status) :: status, statuses(2)
  type(MPI_Datatype) :: type, resized
  type(MPI_Op) :: op
  type(MPI_Comm) :: dup
  type(MPI_File) :: file
  type(particle) :: p(3)
  integer(MPI_ADDRESS_KIND) :: where(3), value
  integer(MPI_OFFSET_KIND) :: offset
  integer :: field(2), mine(4), all(16)
  logical :: flag
  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, rank)
  call MPI_Comm_size(MPI_COMM_WORLD, size)
  call MPI_Irecv(field, 2, MPI_INTEGER, modulo(rank - 1, size), 3, MPI_COMM_WORLD, requests(1))
  call MPI_Isend([rank, -rank], 2, MPI_INTEGER, modulo(rank + 1, size), 3, MPI_COMM_WORLD, requests(2))
  call MPI_Waitall(2, requests, statuses)
  call MPI_Get_count(statuses(1), MPI_INTEGER, count)
  if (any(field /= [1, -1] * modulo(rank - 1, size))) print *, 'wrong field', field
  if (statuses(1)%MPI_SOURCE /= modulo(rank - 1, size) .or. count /= 2) print *, 'wrong status'
  if (requests(1) /= MPI_REQUEST_NULL) print *, 'request left'
  call MPI_Irecv(i, 1, MPI_INTEGER, rank, 4, MPI_COMM_WORLD, requests(2))
  call MPI_Send(77, 1, MPI_INTEGER, rank, 4, MPI_COMM_WORLD)
  call MPI_Waitany(2, requests, index, status)
  ! MPICH 4.0's own mpi_f08 counts the index from 0.
  if (rank == 0) write (*, '(a,i4)') 'any ', i

  call MPI_Op_create(longest, .true., op)
  call MPI_Allreduce(merge(-rank, rank, mod(rank, 2) == 1), i, 1, MPI_INTEGER, op, MPI_COMM_WORLD)
  call MPI_Op_free(op)
  if (rank == 0) write (*, '(a,i4)') 'longest ', abs(i) - size

  call MPI_Get_address(p(1)%x, where(1))
  call MPI_Get_address(p(1)%id, where(2))
  call MPI_Get_address(p(2)%x, where(3))
  call MPI_Type_create_struct(2, [2, 1], [0_MPI_ADDRESS_KIND, where(2) - where(1)], [MPI_DOUBLE_PRECISION, MPI_INTEGER], type)
  call MPI_Type_create_resized(type, 0_MPI_ADDRESS_KIND, where(3) - where(1), resized)
  call MPI_Type_free(type)
  type = resized
  call MPI_Type_commit(type)
  do i = 1, 3
    p(i) = particle(i + rank, i * 0.5d0, 100 * i)
  end do
  call MPI_Bcast(p, 3, type, size - 1, MPI_COMM_WORLD)
  call MPI_Type_size(type, count)
  if (rank == 0) write (*, '(a,3f6.1,i5,i4)') 'particles ', p%x - size, p(3)%id, count
  call MPI_Type_free(type)

  call MPI_Comm_create_keyval(copy, delete, keyval, 1000_MPI_ADDRESS_KIND)
  call MPI_Comm_set_attr(MPI_COMM_WORLD, keyval, 5_MPI_ADDRESS_KIND)
  call MPI_Comm_dup(MPI_COMM_WORLD, dup)
  call MPI_Comm_get_attr(dup, keyval, value, flag)
  if (rank == 0) write (*, '(a,i6,l2)') 'copied ', value, flag
  call MPI_Comm_free(dup)

  mine = [(10 * rank + i, i = 1, 4)]
  call MPI_File_open(MPI_COMM_WORLD, 'halo08.dat', MPI_MODE_CREATE + MPI_MODE_RDWR, MPI_INFO_NULL, file)
  offset = 16 * rank
  call MPI_File_write_at_all(file, offset, mine, 4, MPI_INTEGER, status)
  call MPI_File_sync(file)
  call MPI_Barrier(MPI_COMM_WORLD)
  all = 0
  if (rank == 0) then
    call MPI_File_read_at(file, 0_MPI_OFFSET_KIND, all, 4 * min(size, 4), MPI_INTEGER, MPI_STATUS_IGNORE)
    write (*, '(a,3i5)') 'file ', all(1), all(4), sum(all) - 10 * 16 / 4 * min(size, 4) - 10 * 4 * (min(size, 4) * (min(size, 4) - 1)) / 2
  end if
  call MPI_File_close(file)
  call MPI_Barrier(MPI_COMM_WORLD)
  if (rank == 0) call MPI_File_delete('halo08.dat', MPI_INFO_NULL)
  call MPI_Finalize()
end program
