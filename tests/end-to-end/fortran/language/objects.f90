! derived types: type-bound procedures, polymorphism, finalisers, defined assignment and I/O, allocatable and procedure pointer components
module shapes
  implicit none
  type, abstract :: shape
    character(:), allocatable :: name
  contains
    procedure(area_of), deferred :: area
    procedure :: show
  end type
  abstract interface
    real(8) function area_of(self)
      import :: shape
      class(shape), intent(in) :: self
    end function
    integer function operation(i)
      integer, intent(in) :: i
    end function
  end interface
  type, extends(shape) :: circle
    real(8) :: radius
  contains
    procedure :: area => circle_area
    final :: gone
  end type
  type, extends(shape) :: box
    real(8) :: sides(2)
  contains
    procedure :: area => box_area
  end type
  type :: list
    class(shape), allocatable :: head
    type(list), pointer :: tail => null()
  end type
  type :: money
    integer :: cents = 0
  contains
    procedure, private :: from_real
    generic :: assignment(=) => from_real
    procedure, private :: written
    generic :: write(formatted) => written
  end type
  type :: hooks
    procedure(operation), pointer, nopass :: apply => null()
    integer :: number = 5, other = 6
    integer, allocatable :: seen(:)
    real(8) :: last
  end type
contains
  subroutine show(self)
    class(shape), intent(in) :: self
    print '(a,f8.3)', self%name, self%area()
  end subroutine
  real(8) function circle_area(self)
    class(circle), intent(in) :: self
    circle_area = 3 * self%radius**2
  end function
  real(8) function box_area(self)
    class(box), intent(in) :: self
    box_area = product(self%sides)
  end function
  subroutine gone(self)
    type(circle), intent(inout) :: self
    print '(a,f4.1)', 'gone ', self%radius
  end subroutine
  subroutine from_real(self, x)
    class(money), intent(inout) :: self
    real(8), intent(in) :: x
    self%cents = nint(100 * x)
  end subroutine
  subroutine written(self, unit, iotype, v_list, iostat, iomsg)
    class(money), intent(in) :: self
    integer, intent(in) :: unit, v_list(:)
    character(*), intent(in) :: iotype
    integer, intent(out) :: iostat
    character(*), intent(inout) :: iomsg
    write (unit, '(a,i0,a,i2.2)', iostat=iostat, iomsg=iomsg) '$', self%cents / 100, '.', mod(self%cents, 100)
  end subroutine
  integer function double(i)
    integer, intent(in) :: i
    double = 2 * i
  end function
end module
program objects
  use shapes
  implicit none
  type(list), pointer :: first, item
  class(shape), allocatable :: s, copied
  type(money) :: m
  type(hooks) :: h, g
  integer :: i
  class(*), allocatable :: anything
  class(hooks), allocatable :: k
  allocate (first)
  first%head = circle('round', 2d0)
  allocate (first%tail)
  first%tail%head = box('square', [3d0, 4d0])
  item => first
  do while (associated(item))
    call item%head%show()
    item => item%tail
  end do
  call inside()
  s = box('copied', [1d0, 2d0])
  allocate (copied, source=s)
  select type (copied)
  type is (box)
    copied%sides = 5
  class default
    print *, 'wrong type'
  end select
  call copied%show()
  call s%show()
  print *, same_type_as(s, copied), extends_type_of(s, copied)
  m = 12.34d0
  print '(dt)', m
  h%apply => double
  h%seen = [1, 2, 3]
  h%last = 0.5d0
  g = h
  print *, g%apply(21), g%number, g%other, g%seen, g%last
  allocate (k, source=g)
  print *, k%apply(1), k%number, k%other, k%seen, k%last
  allocate (anything, source='text')
  do i = 1, 2
    select type (anything)
    type is (integer)
      print *, anything + 1
    end select
    if (allocated(anything)) deallocate (anything)
    allocate (anything, source=41)
  end do
contains
  subroutine inside
    type(circle) :: c
    c%name = 'local'
    c%radius = 1.5d0
    call c%show()
  end subroutine
end program
