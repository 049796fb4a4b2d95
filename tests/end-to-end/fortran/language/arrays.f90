! array intrinsics, sections, constructors, allocatables, FORALL, WHERE, DO CONCURRENT, pointers with bounds
program arrays
  implicit none
  integer :: i, j, v(6) = [3, 1, 4, 1, 5, 9]
  real(8) :: a(3, 4), b(4, 2), s(3)
  integer, allocatable :: g(:), h(:, :)
  integer, pointer :: p(:, :)
  integer, target :: t(12)
  complex(8) :: z(3)
  character(3) :: w(3) = ['one', 'two', 'six']
  a = reshape([(i * 0.5d0, i = 1, 12)], [3, 4])
  b = transpose(reshape([(real(i, 8), i = 8, 1, -1)], [2, 4]))
  print '(6f9.3)', matmul(a, b)
  print '(3f9.3)', matmul(a, [1d0, 2d0, 3d0, 4d0]), sum(a, dim=2), maxval(a, dim=1, mask=a < 5)
  print *, dot_product(v, v), minloc(v), maxloc(v, dim=1), findloc(v, 1, back=.true.), count(v > 2), any(v == 9), all(v > 0)
  print *, pack(v, mod(v, 2) == 1), cshift(v, 2), eoshift(v, -1, boundary=7)
  print *, spread([1, 2], 1, 3), unpack([10, 20], v == 1, v)
  print *, iany(v), iall(v), iparity(v), product(v), norm2([3d0, 4d0]), parity([.true., .true., .true.])
  g = [(i, (i * j, j = 1, i), i = 1, 4)]
  print *, size(g), g
  g = [g, -1]
  print *, size(g), g(size(g))
  allocate (h(-1:1, 0:2), source=5)
  print *, lbound(h), ubound(h), shape(h), sum(h)
  t = [(i, i = 1, 12)]
  p(0:2, 1:4) => t
  print *, p(2, :), sum(p(::2, 2))
  where (v > 3)
    v = -v
  elsewhere
    v = v * 10
  end where
  print *, v
  forall (i=1:6, v(i) < 0) v(i) = i
  print *, v
  do concurrent (i=1:3) local(j)
    j = i * i
    s(i) = j
  end do
  print *, s
  z = [((1d0, 1d0) * i, i = 1, 3)]
  print '(6f8.3)', z * conjg(z), sum(z), dot_product(z, z), product(z)
  print '(4f10.5)', exp(z(1)), sqrt(z(2)), z(3)**3, abs(z)
  print *, w(3:1:-1), index('hello', 'l', back=.true.), adjustr('ab  '), repeat('xy', 3), scan('fortran', 'tr'), verify('aab', 'a')
  print *, trim(w(1)) // '|', len_trim('  a '), achar(65), iachar('a'), w(2)(2:3)
  call negative(0)
contains
  subroutine negative(n)
    integer, intent(in) :: n
    character(n - 5) :: c
    real :: e(n)
    print *, len(c), size(e), sum(e)
  end subroutine
end program
