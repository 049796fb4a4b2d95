; The first n statuses, without MPI_ERROR, which only MPI_ERR_IN_STATUS makes meaningful.
define internal void @statuses_to_guest(ptr %host, ptr %guest, i32 %n) #1 {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %body ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %end, label %body
body:
  %wide = zext i32 %i to i64
  %a = mul i64 %wide, $HOSTSTATUS
  %b = mul i64 %wide, $GUESTSTATUS
  %h = getelementptr i8, ptr %host, i64 %a
  %g = getelementptr i8, ptr %guest, i64 %b
  call void @status_to_guest(ptr %h, ptr %g)
  %i.next = add i32 %i, 1
  br label %head
end:
  ret void
}

; MPI_ERROR of the first n statuses.
define internal void @errors_to_guest(ptr %ctx, ptr %host, ptr %guest, i32 %n) #2 {
entry:
  %fp = getelementptr i8, ptr %ctx, i64 $ERRORCLASS
  %f = load ptr, ptr %fp
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %end, label %body
body:
  %wide = zext i32 %i to i64
  %a = mul i64 %wide, $HOSTSTATUS
  %a2 = add i64 %a, $HOSTERROR
  %b = mul i64 %wide, $GUESTSTATUS
  %b2 = add i64 %b, $GUESTERROR
  %h = getelementptr i8, ptr %host, i64 %a2
  %g = getelementptr i8, ptr %guest, i64 %b2
  %code = load i32, ptr %h
  %fine = icmp eq i32 %code, 0
  br i1 %fine, label %next, label %translate
translate:
  %class.0 = call i32 %f(ptr %ctx, i32 %code)
  br label %next
next:
  %class = phi i32 [ 0, %body ], [ %class.0, %translate ]
  store i32 %class, ptr %g, align 1
  %i.next = add i32 %i, 1
  br label %head
end:
  ret void
}
