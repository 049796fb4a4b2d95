; For elements of type $C: i32 or i64. Swaps elements 2d and 2d + 1 of an array for each bit d of %paired.
define internal void @swap_pairs.$C(ptr %array, i64 %paired) #1 {
entry:
  br label %head
head:
  %left = phi i64 [ %paired, %entry ], [ %rest, %body ]
  %done = icmp eq i64 %left, 0
  br i1 %done, label %end, label %body
body:
  %d = call i64 @llvm.cttz.i64(i64 %left, i1 true)
  %lower = shl i64 %d, 1
  %upper = or i64 %lower, 1
  %p = getelementptr $C, ptr %array, i64 %lower
  %q = getelementptr $C, ptr %array, i64 %upper
  %a = load $C, ptr %p
  %b = load $C, ptr %q
  store $C %b, ptr %p
  store $C %a, ptr %q
  %less = sub i64 %left, 1
  %rest = and i64 %left, %less
  br label %head
end:
  ret void
}
