! formatted, list-directed, unformatted, direct, stream, internal and namelist I/O, non-advancing, INQUIRE
program io
  implicit none
  integer :: i, n, ios, values(3)
  real(8) :: x
  character(40) :: line
  logical :: there
  complex :: z
  namelist /settings/ n, x, line
  open (10, file='text.txt', action='write')
  write (10, '(i5,f10.3,1x,a)') (i, i * 1.5, 'row', i = 1, 3)
  write (10, '(a)', advance='no') 'no '
  write (10, '(a)') 'advance'
  close (10)
  open (10, file='text.txt', action='read')
  do
    read (10, '(a)', iostat=ios) line
    if (ios /= 0) exit
    print '(3a)', '[', trim(line), ']'
  end do
  rewind 10
  read (10, '(i5,f10.3)') n, x
  print *, n, x
  close (10)
  open (11, file='binary.dat', form='unformatted')
  write (11) [1, 2, 3], 4.5d0, 'text'
  rewind 11
  read (11) values, x
  print *, values, x
  close (11)
  open (12, file='direct.dat', access='direct', recl=8, form='unformatted')
  do i = 1, 4
    write (12, rec=5 - i) real(i, 8)
  end do
  read (12, rec=1) x
  print *, x
  inquire (12, nextrec=n, recl=i)
  print *, n, i
  close (12, status='delete')
  open (13, file='stream.dat', access='stream')
  write (13) 1, 2, 3, 4
  read (13, pos=9) n
  inquire (13, size=i)
  print *, n, i
  close (13)
  write (line, '(z8.8,1x,b8.8,1x,es12.4,1x,g0)') 255, 5, 12345.678, .true.
  print '(a)', trim(line)
  line = '3 4.5 (1.,2.)'
  read (line, *) n, x, z
  print *, n, x, z
  n = 7; x = 0.25d0; line = 'a line'
  open (14, file='settings.nml', delim='apostrophe')
  write (14, nml=settings)
  rewind 14
  n = 0; x = 0; line = ''
  read (14, nml=settings)
  print *, n, x, trim(line)
  close (14)
  inquire (file='settings.nml', exist=there)
  print *, there
  open (16, status='scratch', form='unformatted')
  write (16) 5, 6
  rewind 16
  read (16) n, i
  print *, n, i
  close (16)
  open (15, file='missing', status='old', iostat=ios)
  print *, ios /= 0
  print '(f8.3,e12.4,en14.3,l3,a5,i0,2x,3(i3,:,","))', 1.5, 2.5e10, 1.e-5, .false., 'abc', 42, 1, 2, 3
end program
