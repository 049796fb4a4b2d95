; For each combination of widths that counts ($C) and displacements ($D) have on the host: i32 or i64. The arrays are private copies.

; Checks every block of a v-collective: -1 if all are fine, else the index of the first bad one. A block whose displacement times extent is beyond 2^46 is out of bounds.
define internal i32 @blocks_ok.$C.$D(i64 %start, ptr %counts, ptr %displacements, i32 %n, ptr %type, i64 %lowest, i64 %bytes) #1 {
entry:
  %pe = getelementptr i8, ptr %type, i64 $EXTENT
  %extent = load i64, ptr %pe
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %fine, label %body
body:
  %wide = zext i32 %i to i64
  %pc = getelementptr $C, ptr %counts, i64 %wide
  %pd = getelementptr $D, ptr %displacements, i64 %wide
  %count.0 = load $C, ptr %pc
  %displacement.0 = load $D, ptr %pd
  %count = $WIDENC %count.0$TOC
  %displacement = $WIDEND %displacement.0$TOD
  %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %displacement, i64 %extent)
  %shift = extractvalue { i64, i1 } %product, 0
  %overflow = extractvalue { i64, i1 } %product, 1
  %shifted = add i64 %shift, 70368744177664
  %far = icmp ugt i64 %shifted, 140737488355328
  %from = add i64 %start, %shift
  %inside = call i1 @hull_ok(i64 %from, i64 %count, ptr %type, i64 %lowest, i64 %bytes)
  %outside = xor i1 %inside, true
  %b0 = or i1 %overflow, %far
  %b1 = or i1 %b0, %outside
  %some = icmp ne i64 %count, 0
  %b2 = and i1 %b1, %some
  %negative = icmp slt i64 %count, 0
  %bad = or i1 %b2, %negative
  br i1 %bad, label %found, label %next
next:
  %i.next = add i32 %i, 1
  br label %head
found:
  ret i32 %i
fine:
  ret i32 -1
}

; The same with displacements in bytes and a type (the address of its entry) for each block.
define internal i32 @typed_blocks_ok.$C.$D(i64 %start, ptr %counts, ptr %displacements, i32 %n, ptr %types, i64 %lowest, i64 %bytes) #1 {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %fine, label %body
body:
  %wide = zext i32 %i to i64
  %pc = getelementptr $C, ptr %counts, i64 %wide
  %pd = getelementptr $D, ptr %displacements, i64 %wide
  %pt = getelementptr ptr, ptr %types, i64 %wide
  %count.0 = load $C, ptr %pc
  %displacement.0 = load $D, ptr %pd
  %type = load ptr, ptr %pt
  %count = $WIDENC %count.0$TOC
  %displacement = $WIDEND %displacement.0$TOD
  %shifted = add i64 %displacement, 70368744177664
  %far = icmp ugt i64 %shifted, 140737488355328
  %from = add i64 %start, %displacement
  %inside = call i1 @hull_ok(i64 %from, i64 %count, ptr %type, i64 %lowest, i64 %bytes)
  %outside = xor i1 %inside, true
  %b1 = or i1 %far, %outside
  %some = icmp ne i64 %count, 0
  %b2 = and i1 %b1, %some
  %negative = icmp slt i64 %count, 0
  %bad = or i1 %b2, %negative
  br i1 %bad, label %found, label %next
next:
  %i.next = add i32 %i, 1
  br label %head
found:
  ret i32 %i
fine:
  ret i32 -1
}
