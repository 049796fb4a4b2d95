! ERROR STOP with a code, after buffered output
program stops
  print *, 'before'
  write (*, '(a)', advance='no') 'and '
  if (command_argument_count() == 0) error stop 3
  print *, 'after'
end program
