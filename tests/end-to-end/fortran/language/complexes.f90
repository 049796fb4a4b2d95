! complex numbers as arguments by value and by reference, results, functions of the C library, REDUCE
module z
  implicit none
contains
  complex function single(x, y)
    complex, value :: x
    complex, intent(in) :: y
    single = x * y + cmplx(1, 2)
  end function
  complex(8) function double(x, y)
    complex(8), value :: x
    complex(8), intent(in) :: y
    x = x + 1
    double = x / y
  end function
  complex function quotient(x, y)
    complex, intent(in) :: x, y
    quotient = x / y
  end function
  pure complex(8) function both(x, y)
    complex(8), intent(in) :: x, y
    both = x * y
  end function
  subroutine apply(f)
    interface
      complex function f(x, y)
        complex, intent(in) :: x, y
      end function
    end interface
    complex :: x
    x = (3., 4.)
    print '(4f9.4)', f(x, (1., -1.)), x
  end subroutine
end module
program complexes
  use z
  implicit none
  complex :: c = (1.5, -2.5)
  complex(8) :: d = (0.25d0, 0.75d0), a(4)
  integer :: i
  print '(4f9.4)', single(c, c), c
  call apply(quotient)
  print '(4f9.4)', double(d, (1d0, -1d0)), d
  print '(6f10.5)', exp(c), log(c), sqrt(c), sin(c), cos(c), tan(c), sinh(c), cosh(c), atan(c)
  print '(6f10.5)', exp(d), log(d), sqrt(d), asin(d), acos(d), tanh(d), d**d, d**3, c**0.5
  a = [(cmplx(i, -i, 8), i = 1, 4)]
  print '(4f10.3)', sum(a), product(a), dot_product(a, a), reduce(a, both)
  print '(4f10.3)', matmul(reshape(a, [2, 2]), a(1:2))
  print *, abs(c), aimag(d), conjg(c), real(d), c == (1.5, -2.5)
end program
