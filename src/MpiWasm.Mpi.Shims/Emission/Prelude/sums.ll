; Sum of n counts, at most 2^63 - 1; or -1 - i when counts[i] is negative.
define internal i64 @sum_counts.$C(ptr %counts, i32 %n) #1 {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %next ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %fine, label %body
body:
  %wide = zext i32 %i to i64
  %pc = getelementptr $C, ptr %counts, i64 %wide
  %count.0 = load $C, ptr %pc
  %count = $WIDENC %count.0$TOC
  %negative = icmp slt i64 %count, 0
  br i1 %negative, label %found, label %next
next:
  %sum.next = call i64 @llvm.sadd.sat.i64(i64 %sum, i64 %count)
  %i.next = add i32 %i, 1
  br label %head
found:
  %code32 = xor i32 %i, -1
  %code = sext i32 %code32 to i64
  ret i64 %code
fine:
  ret i64 %sum
}
