! OpenMP: loops, reductions, private and threadprivate variables, critical, atomic, single, sections, ordered, tasks, workshare, locks
module counters
  implicit none
  integer :: own = 3
  real(8) :: table(4) = [1, 2, 3, 4]
  real(8), allocatable :: room(:)
  integer :: common_one
  common /shared_block/ common_one
  !$omp threadprivate(own, table, room, /shared_block/)
end module

module work
contains
  subroutine smooth(a, n)
    integer, intent(in) :: n
    real(8), intent(inout) :: a(0:n)
    real(8) :: b(0:n)
    integer :: i
    !$omp parallel shared(a, b) private(i)
    !$omp do schedule(static, 7)
    do i = 1, n - 1
      b(i) = (a(i - 1) + a(i + 1)) / 2
    end do
    !$omp end do
    !$omp do schedule(guided)
    do i = 1, n - 1
      a(i) = b(i)
    end do
    !$omp end parallel
  end subroutine
end module

program regions
  use omp_lib
  use counters
  use work
  implicit none
  integer :: i, j, last, hits(6), largest, bits, order(8), next, squares(5)
  integer(8) :: product8
  integer(omp_lock_kind) :: lock
  integer(omp_nest_lock_kind) :: nested
  real(8) :: a(0:1000), total
  real(4) :: small
  complex(8) :: z
  logical :: all_of_them, any_of_them
  character(len=8) :: text

  call omp_set_num_threads(3)
  print '(i4, l4, 3i4)', omp_get_max_threads(), omp_in_parallel(), omp_get_num_threads(), omp_get_thread_num(), omp_get_level()

  ! Reductions of each kind.
  total = 0.5d0; largest = -1; bits = 0; all_of_them = .true.; any_of_them = .false.; product8 = 1; small = 0
  !$omp parallel do reduction(+:total, small) reduction(max:largest) reduction(ior:bits) reduction(.and.:all_of_them) &
  !$omp& reduction(.or.:any_of_them) reduction(*:product8) lastprivate(last) private(j)
  do i = 1, 1000
    j = mod(i * 7, 32)
    a(i) = i
    total = total + a(i)
    small = small + 1
    largest = max(largest, mod(i * 37, 991))
    bits = ior(bits, ishft(1, j))
    all_of_them = all_of_them .and. i > 0
    any_of_them = any_of_them .or. i == 777
    if (mod(i, 100) == 0) product8 = product8 * 2
    last = i
  end do
  print '(2f12.2, 2i12, 2l4, 2i8)', total, small, largest, bits, all_of_them, any_of_them, product8, last

  ! Schedules, collapsed loops, a loop that counts down, and numbers of 64 bits.
  a = 0
  !$omp parallel do schedule(dynamic, 3)
  do i = 1000, 2, -3
    a(i) = i
  end do
  !$omp parallel do collapse(2) private(j)
  do i = 0, 9
    do j = 0, 9
      a(i * 10 + j) = a(i * 10 + j) + i * j
    end do
  end do
  call smooth(a, 1000)
  print '(3f16.6)', sum(a), a(10), a(997)

  ! Each thread has its own: what they are at first, and what the first has is copied.
  hits = 0
  !$omp parallel
  !$omp critical
  hits(1) = hits(1) + own
  hits(2) = hits(2) + int(sum(table))
  !$omp end critical
  own = 10 * omp_get_thread_num()
  table = own
  allocate(room(own + 1))
  room = own
  common_one = own
  !$omp end parallel
  common_one = 7
  !$omp parallel copyin(common_one) reduction(+:total)
  !$omp atomic
  hits(3) = hits(3) + (own + common_one)
  !$omp atomic
  hits(4) = hits(4) + (size(room) + int(room(1) + table(4)))
  total = total + 1
  !$omp end parallel
  print '(5i6, f14.2)', hits(1:4), own, total

  ! One after the other, and one of them.
  hits = 0; next = 0
  !$omp parallel private(i) shared(next, order)
  !$omp single
  hits(1) = hits(1) + 1
  !$omp end single
  !$omp master
  hits(2) = hits(2) + 1
  !$omp end master
  !$omp do ordered schedule(dynamic, 1)
  do i = 1, 8
    !$omp ordered
    next = next + 1
    order(i) = next
    !$omp end ordered
  end do
  !$omp end do
  !$omp sections
  !$omp section
  hits(3) = omp_get_num_threads()
  !$omp section
  hits(4) = 4
  !$omp end sections
  !$omp workshare
  squares = [1, 2, 3, 4, 5]
  squares = squares * squares
  !$omp end workshare
  !$omp critical (of_a_name)
  hits(5) = hits(5) + 1
  !$omp end critical (of_a_name)
  !$omp end parallel
  print '(18i4)', hits(1:5), order, squares

  ! Tasks.
  squares = 0
  !$omp parallel
  !$omp single
  do i = 1, 5
    !$omp task firstprivate(i) shared(squares)
    squares(i) = i * i * i
    !$omp end task
  end do
  !$omp taskwait
  !$omp end single
  !$omp end parallel
  print '(5i6)', squares

  ! Locks.
  call omp_init_lock(lock)
  call omp_init_nest_lock(nested)
  hits = 0
  !$omp parallel
  call omp_set_lock(lock)
  hits(1) = hits(1) + 1
  call omp_unset_lock(lock)
  call omp_set_nest_lock(nested)
  call omp_set_nest_lock(nested)
  hits(2) = hits(2) + 1
  call omp_unset_nest_lock(nested)
  call omp_unset_nest_lock(nested)
  !$omp end parallel
  print '(2i4, 2l4)', hits(1:2), omp_test_lock(lock), omp_test_lock(lock)
  call omp_unset_lock(lock)
  call omp_destroy_lock(lock)
  call omp_destroy_nest_lock(nested)

  ! Regions that are not parallel, or by condition, and internal I/O of several threads at once.
  z = 0
  !$omp parallel if (omp_in_parallel())
  z = z + (1, 2) * omp_get_num_threads()
  !$omp end parallel
  hits = 0
  !$omp parallel do private(text, j) reduction(+:hits)
  do i = 1, 600
    write (text, '(i8)') i
    read (text, *) j
    hits(1) = hits(1) + j
  end do
  print '(2f8.2, i8, l4)', z, hits(1), omp_get_wtime() > 0
end program
