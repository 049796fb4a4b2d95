; Private copies of guest arrays: each element is read once.

; 32-bit integers for a host that wants 64 bits; unsigned where they are addresses.
define internal void @widen(ptr %guest, ptr %host, i64 %n, i1 %unsigned) #1 {
entry:
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %i.next, %body ]
  %done = icmp uge i64 %i, %n
  br i1 %done, label %end, label %body
body:
  %p = getelementptr i32, ptr %guest, i64 %i
  %q = getelementptr i64, ptr %host, i64 %i
  %value = load volatile i32, ptr %p, align 1
  %signed = sext i32 %value to i64
  %plain = zext i32 %value to i64
  %wide = select i1 %unsigned, i64 %plain, i64 %signed
  store i64 %wide, ptr %q
  %i.next = add i64 %i, 1
  br label %head
end:
  ret void
}

; 64-bit integers for a host that has 32 bits: -1, or the index of the first that does not fit.
define internal i64 @narrow(ptr %guest, ptr %host, i64 %n) #1 {
entry:
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %i.next, %next ]
  %done = icmp uge i64 %i, %n
  br i1 %done, label %fine, label %body
body:
  %p = getelementptr i64, ptr %guest, i64 %i
  %q = getelementptr i32, ptr %host, i64 %i
  %value = load volatile i64, ptr %p, align 1
  %short = trunc i64 %value to i32
  %back = sext i32 %short to i64
  %fits = icmp eq i64 %back, %value
  br i1 %fits, label %next, label %found
next:
  store i32 %short, ptr %q
  %i.next = add i64 %i, 1
  br label %head
found:
  ret i64 %i
fine:
  ret i64 -1
}

; The index of the first number that is not in [0, bound), or -1.
define internal i32 @beyond(ptr %numbers, i32 %n, i32 %bound) #1 {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %fine, label %body
body:
  %wide = zext i32 %i to i64
  %p = getelementptr i32, ptr %numbers, i64 %wide
  %value = load i32, ptr %p
  %bad = icmp uge i32 %value, %bound
  br i1 %bad, label %found, label %next
next:
  %i.next = add i32 %i, 1
  br label %head
found:
  ret i32 %i
fine:
  ret i32 -1
}

; Datatypes: the host's handles and our entries, at MPI_BOTTOM those of the twins. -1, or the index of the first that is not valid.
define internal i32 @datatypes_in(ptr %ctx, ptr %table, ptr %guest, ptr %hosts, ptr %entries, i32 %n, i1 %bottom) #1 {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i.next, %good ]
  %done = icmp sge i32 %i, %n
  br i1 %done, label %fine, label %body
body:
  %wide = zext i32 %i to i64
  %handle = call i32 @load_handle(ptr %guest, i64 %wide)
  %index = call i64 @handle_index(i32 %handle)
  %bytes = mul i64 %index, $TYPEENTRY
  %named = getelementptr i8, ptr %table, i64 %bytes
  %owner = load i32, ptr %named
  %valid = icmp eq i32 %owner, %handle
  br i1 %valid, label %known, label %bad
known:
  br i1 %bottom, label %at.bottom, label %good
at.bottom:
  %twin = call ptr @bottom_twin(ptr %ctx, ptr %named, i32 %handle)
  %none = icmp eq ptr %twin, null
  br i1 %none, label %bad, label %good
good:
  %entry.p = phi ptr [ %named, %known ], [ %twin, %at.bottom ]
  %host.p = getelementptr i8, ptr %entry.p, i64 8
  %host64 = load i64, ptr %host.p
  %host = $CAST
  %q = getelementptr $HANDLE, ptr %hosts, i64 %wide
  store $HANDLE %host, ptr %q
  %e = getelementptr ptr, ptr %entries, i64 %wide
  store ptr %entry.p, ptr %e
  %i.next = add i32 %i, 1
  br label %head
bad:
  ret i32 %i
fine:
  ret i32 -1
}

; The entry that stands for a datatype relative to MPI_BOTTOM, null if it cannot be had: see DatatypeEntry.Bottom.
define internal ptr @bottom_twin(ptr %ctx, ptr %named, i32 %handle) #2 {
  %bp = getelementptr i8, ptr %named, i64 $BOTTOM
  %twin = load i64, ptr %bp
  %same = icmp eq i64 %twin, 0
  br i1 %same, label %self, label %other
self:
  ret ptr %named
other:
  %known = inttoptr i64 %twin to ptr
  %wanted = icmp eq i64 %twin, 1
  br i1 %wanted, label %ask, label %have
have:
  ret ptr %known
ask:
  %fp = getelementptr i8, ptr %ctx, i64 $BOTTOMTWIN
  %f = load ptr, ptr %fp
  %built = call ptr %f(ptr %ctx, i32 %handle)
  ret ptr %built
}
