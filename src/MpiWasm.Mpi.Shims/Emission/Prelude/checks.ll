; Handles and buffers. Every function is internal; small hot ones (#0) are inlined, loops over arrays (#1) stay functions, #2 is for what hardly happens.
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1 immarg)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1 immarg)
declare { i64, i1 } @llvm.smul.with.overflow.i64(i64, i64)
declare i64 @llvm.sadd.sat.i64(i64, i64)
declare i64 @llvm.cttz.i64(i64, i1 immarg)
declare i64 @llvm.umin.i64(i64, i64)
declare { i64, i1 } @llvm.umul.with.overflow.i64(i64, i64)

; Index of a guest handle in its table: whatever the handle, it lies within the reserved table.
define internal i64 @handle_index(i32 %handle) #0 {
  %predefined = icmp ult i32 %handle, $PREDEFINED
  %slot = and i32 %handle, $SLOTMASK
  %dynamic = add i32 %slot, $PREDEFINED
  %index = select i1 %predefined, i32 %handle, i32 %dynamic
  %wide = zext i32 %index to i64
  ret i64 %wide
}

; Whether %length bytes from a guest address lie within memory. Both are below 2^62 and cannot wrap.
define internal i1 @in_memory(i64 %address, i64 %length, i64 %bytes) #0 {
  %end = add i64 %address, %length
  %ok = icmp ule i64 %end, %bytes
  ret i1 %ok
}

; Product of two numbers that are not negative; 2^63 - 1 where it does not fit.
define internal i64 @times(i64 %a, i64 %b) #0 {
  %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %a, i64 %b)
  %value = extractvalue { i64, i1 } %product, 0
  %overflow = extractvalue { i64, i1 } %product, 1
  %result = select i1 %overflow, i64 9223372036854775807, i64 %value
  ret i64 %result
}

; Whether %count elements (>= 0) starting at %start (any value within 2^47) stay within memory, which begins at %lowest and is shorter than 2^62,
; and hold no more data than any buffer may. Hulls and extents are within 2^43.
define internal i1 @hull_ok(i64 %start, i64 %count, ptr %type, i64 %lowest, i64 %bytes) #0 {
entry:
  %pe = getelementptr i8, ptr %type, i64 $EXTENT
  %pl = getelementptr i8, ptr %type, i64 $HULLLOW
  %ph = getelementptr i8, ptr %type, i64 $HULLHIGH
  %ps = getelementptr i8, ptr %type, i64 $DATASIZE
  %extent = load i64, ptr %pe
  %size = load i64, ptr %ps
  %apart = icmp sle i64 %size, %extent
  br i1 %apart, label %forward, label %any, !prof !1
forward:
  ; Elements that follow each other and do not overlap hold no more data than the memory they lie in. Their span is below 2^63 and not negative, so
  ; as a number without sign the end is exact, and too large where it is below 0.
  %low = load i64, ptr %pl
  %high = load i64, ptr %ph
  %steps = sub i64 %count, 1
  %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %steps, i64 %extent)
  %span = extractvalue { i64, i1 } %product, 0
  %overflow = extractvalue { i64, i1 } %product, 1
  %first = add i64 %start, %low
  %below = icmp slt i64 %first, %lowest
  %last.0 = add i64 %start, %high
  %last = add i64 %last.0, %span
  %above = icmp ugt i64 %last, %bytes
  %b0 = or i1 %below, %above
  %bad = or i1 %b0, %overflow
  br i1 %bad, label %outside, label %end, !prof !0
outside:
  %none = icmp eq i64 %count, 0
  %hollow = icmp eq i64 %low, %high
  %nothing = or i1 %none, %hollow
  br label %end
any:
  %general = call i1 @any_hull_ok(i64 %start, i64 %count, ptr %type, i64 %lowest, i64 %bytes)
  br label %end
end:
  %ok = phi i1 [ true, %forward ], [ %nothing, %outside ], [ %general, %any ]
  ret i1 %ok
}

; The same for elements that overlap or go backwards. The span of the extents is at most 2^46 in magnitude (larger ones are out of bounds whatever
; the rest): so the sums are exact.
define internal i1 @any_hull_ok(i64 %start, i64 %count, ptr %type, i64 %lowest, i64 %bytes) #1 {
  %pe = getelementptr i8, ptr %type, i64 $EXTENT
  %pl = getelementptr i8, ptr %type, i64 $HULLLOW
  %ph = getelementptr i8, ptr %type, i64 $HULLHIGH
  %ps = getelementptr i8, ptr %type, i64 $DATASIZE
  %extent = load i64, ptr %pe
  %low = load i64, ptr %pl
  %high = load i64, ptr %ph
  %size = load i64, ptr %ps
  %data = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %count, i64 %size)
  %amount = extractvalue { i64, i1 } %data, 0
  %immense = extractvalue { i64, i1 } %data, 1
  %large = icmp ugt i64 %amount, $MOSTDATA
  %steps = sub i64 %count, 1
  %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %steps, i64 %extent)
  %span = extractvalue { i64, i1 } %product, 0
  %overflow = extractvalue { i64, i1 } %product, 1
  %shifted = add i64 %span, 70368744177664
  %far = icmp ugt i64 %shifted, 140737488355328
  %negative = icmp slt i64 %span, 0
  %down = select i1 %negative, i64 %span, i64 0
  %up = select i1 %negative, i64 0, i64 %span
  %first.0 = add i64 %start, %low
  %first = add i64 %first.0, %down
  %last.0 = add i64 %start, %high
  %last = add i64 %last.0, %up
  %below = icmp slt i64 %first, %lowest
  %above = icmp sgt i64 %last, %bytes
  %b0 = or i1 %overflow, %far
  %b1 = or i1 %below, %above
  %bad = or i1 %b0, %b1
  %none = icmp eq i64 %count, 0
  %hollow = icmp eq i64 %low, %high
  %nothing = or i1 %none, %hollow
  %good = xor i1 %bad, true
  %inside = or i1 %nothing, %good
  %much = or i1 %immense, %large
  %few = xor i1 %much, true
  %ok = and i1 %inside, %few
  ret i1 %ok
}

; A one-sided access: whether %count elements at a displacement (without sign) lie within the target's window. The target is a WinTarget record. From 2^45 on, whatever
; displacement times unit is, it is beyond any window.
define internal i1 @target_ok(ptr %target, i64 %displacement, i64 %count, ptr %type) #0 {
  %ps = getelementptr i8, ptr %target, i64 $WINSIZE
  %pu = getelementptr i8, ptr %target, i64 $WINUNIT
  %size = load i64, ptr %ps
  %unit32 = load i32, ptr %pu
  %unit = zext i32 %unit32 to i64
  %both = call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %displacement, i64 %unit)
  %product = extractvalue { i64, i1 } %both, 0
  %overflow = extractvalue { i64, i1 } %both, 1
  %large = icmp ugt i64 %product, 35184372088832
  %far = or i1 %overflow, %large
  %start = select i1 %far, i64 35184372088832, i64 %product
  %ok = call i1 @hull_ok(i64 %start, i64 %count, ptr %type, i64 0, i64 %size)
  ret i1 %ok
}

; Temporary memory: a chain of heap blocks, each with the address of the next and 8 bytes of padding before what is used. Null where there is none to be had.
define internal ptr @chain_add(ptr %chain, i64 %size) #1 {
  %bytes = add i64 %size, 16
  %block = call ptr @malloc(i64 %bytes)
  %none = icmp eq ptr %block, null
  br i1 %none, label %failed, label %got
failed:
  ret ptr null
got:
  %next = load ptr, ptr %chain
  store ptr %next, ptr %block
  store ptr %block, ptr %chain
  %used = getelementptr i8, ptr %block, i64 16
  ret ptr %used
}

define internal void @chain_free(ptr %first) #1 {
entry:
  br label %head
head:
  %block = phi ptr [ %first, %entry ], [ %next, %body ]
  %done = icmp eq ptr %block, null
  br i1 %done, label %end, label %body
body:
  %next = load ptr, ptr %block
  call void @free(ptr %block)
  br label %head
end:
  ret void
}
