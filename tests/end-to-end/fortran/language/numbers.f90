! kinds, integer and real functions, bits, IEEE modules, random numbers, date and time, command line and environment
program numbers
  use, intrinsic :: iso_fortran_env
  use, intrinsic :: ieee_arithmetic
  implicit none
  integer(1) :: i1 = 100
  integer(8) :: i8
  integer(16) :: i16
  real(8) :: x, y(1000)
  integer :: n, values(8)
  integer, allocatable :: seed(:)
  character(20) :: text
  print *, huge(i1), huge(1), huge(i8), range(i16), tiny(1.0), epsilon(x), precision(x), maxexponent(x)
  print *, i1 + 27_1, mod(-7, 3), modulo(-7, 3), ishft(1, 10), ieor(12, 10), popcnt(255), leadz(1), trailz(8), bit_size(i8)
  i8 = 2_8**40 + 7
  i16 = 10_16**20
  print *, i8, i16, i8 / 3, dshiftl(1, 2, 3), merge_bits(5, 10, 12), mvbits_of(5)
  print '(4f12.6)', sin(1d0), atan2(1d0, -2d0), log_gamma(5.5d0), bessel_j0(1d0), erf(0.5d0), gamma(0.5d0), hypot(3d0, 4d0), acosh(2d0)
  print *, nint(2.5), floor(-1.5), ceiling(-1.5), aint(-1.7), anint(1.5d0), fraction(6d0), exponent(6d0), spacing(1d0), nearest(1.0, 1.0)
  print *, set_exponent(1d0, 3), scale(1d0, 4), sign(3, -2), dim(3, 5), real(7) / 2, int(3.9), transfer(1.0, 1)
  x = 0
  print *, ieee_is_nan(ieee_value(x, ieee_quiet_nan)), ieee_is_finite(1 / tiny(x)), ieee_class(x) == ieee_positive_zero
  print *, ieee_copy_sign(1d0, -0d0), ieee_support_nan(x), ieee_next_after(1d0, 2d0) > 1
  call random_seed(size=n)
  allocate (seed(n), source=42)
  call random_seed(put=seed)
  call random_number(y)
  print *, abs(sum(y) / 1000 - 0.5d0) < 0.05, minval(y) >= 0, maxval(y) < 1
  call date_and_time(values=values)
  print *, values(1) > 2000, values(2) >= 1 .and. values(2) <= 12
  call system_clock(count_rate=i8)
  print *, i8 > 0
  print *, command_argument_count()
  call get_environment_variable('NOT_SET_ANYWHERE', text, status=n)
  print *, n
  print *, selected_int_kind(9), selected_real_kind(12), int32, real64, output_unit, kind(1.0d0), character_kinds
contains
  integer function mvbits_of(i)
    integer, intent(in) :: i
    mvbits_of = 0
    call mvbits(i, 0, 3, mvbits_of, 4)
  end function
end program
