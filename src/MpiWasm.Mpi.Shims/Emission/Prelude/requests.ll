; Retires a dynamic request that has ended, with what hangs on it; of two threads that try, one succeeds.
define internal void @request_free(ptr %ctx, ptr %table, i32 %handle) #0 {
  %index = call i64 @handle_index(i32 %handle)
  %bytes = mul i64 %index, $REQUESTENTRY
  %entry = getelementptr i8, ptr %table, i64 %bytes
  %pair = cmpxchg ptr %entry, i32 %handle, i32 0 acq_rel acquire, align 4
  %won = extractvalue { i32, i1 } %pair, 1
  br i1 %won, label %retire, label %done
retire:
  %pm = getelementptr i8, ptr %entry, i64 4
  %meta = load i32, ptr %pm
  %loaded = and i32 %meta, $HANGING
  %bare = icmp eq i32 %loaded, 0
  br i1 %bare, label %recycle, label %ends, !prof !1
ends:
  call void @request_ends(ptr %ctx, ptr %entry, i32 %handle, i32 %meta)
  br label %recycle
recycle:
  %meta.1 = add i32 %meta, 1
  %meta.2 = and i32 %meta.1, $GENERATION
  store i32 %meta.2, ptr %pm
  %slot = and i32 %handle, $SLOTMASK
  %spare = getelementptr i8, ptr %ctx, i64 $SPAREREQUESTS
  call void @slot_return(ptr %spare, ptr %table, i32 %slot, i64 $REQUESTENTRY)
  br label %done
done:
  ret void
}

; Frees the arrays of a request's operation and runs the actions attached to it.
define internal void @request_ends(ptr %ctx, ptr %entry, i32 %handle, i32 %meta) #2 {
  %arrays.0 = and i32 %meta, $ARRAYSFLAG
  %arrays = icmp ne i32 %arrays.0, 0
  br i1 %arrays, label %free, label %then
free:
  %chain.p = getelementptr i8, ptr %entry, i64 $ARRAYS
  %chain = load ptr, ptr %chain.p
  store ptr null, ptr %chain.p
  call void @chain_free(ptr %chain)
  br label %then
then:
  %attached.0 = and i32 %meta, $ATTACHED
  %attached = icmp ne i32 %attached.0, 0
  br i1 %attached, label %tell, label %done
tell:
  %fp = getelementptr i8, ptr %ctx, i64 $REQUESTENDED
  %f = load ptr, ptr %fp
  call void %f(ptr %ctx, i32 %handle)
  br label %done
done:
  ret void
}

; Reads n request handles once and looks them up: -1; -2 if all are valid and some emulated; else the index of the first that is not valid, lacks a flag in %need or, with %once, is there for
; the second time: libraries would complete it twice. An entry says where its request was met last; whether that was in this array the array shows.
define internal i32 @requests_in(ptr %table, ptr %guest, ptr %handles, ptr %hosts, i32 %n, i32 %need, i1 %once) #1 {
entry:
  %n64 = zext i32 %n to i64
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %i.next, %good ]
  %all = phi i32 [ 0, %entry ], [ %all.next, %good ]
  %done = icmp uge i64 %i, %n64
  br i1 %done, label %fine, label %body
body:
  %handle = call i32 @load_handle(ptr %guest, i64 %i)
  %p = getelementptr i32, ptr %handles, i64 %i
  store i32 %handle, ptr %p
  %index = call i64 @handle_index(i32 %handle)
  %bytes = mul i64 %index, $REQUESTENTRY
  %entry.p = getelementptr i8, ptr %table, i64 %bytes
  %owner = load i32, ptr %entry.p
  %meta.p = getelementptr i8, ptr %entry.p, i64 4
  %meta = load i32, ptr %meta.p
  %lacks.0 = xor i32 %meta, -1
  %lacks = and i32 %lacks.0, %need
  %right = icmp eq i32 %lacks, 0
  %its = icmp eq i32 %owner, %handle
  %valid = and i1 %its, %right
  br i1 %valid, label %known, label %bad
known:
  %dynamic = icmp uge i32 %handle, $PREDEFINED
  %one = and i1 %once, %dynamic
  br i1 %one, label %look, label %good
look:
  %place.p = getelementptr i8, ptr %entry.p, i64 $PLACE
  %place = load i32, ptr %place.p
  %short = trunc i64 %i to i32
  store i32 %short, ptr %place.p
  %before = icmp ult i32 %place, %short
  br i1 %before, label %compare, label %good
compare:
  %place.w = zext i32 %place to i64
  %earlier.p = getelementptr i32, ptr %handles, i64 %place.w
  %earlier = load i32, ptr %earlier.p
  %twice = icmp eq i32 %earlier, %handle
  br i1 %twice, label %bad, label %good
good:
  %all.next = or i32 %all, %meta
  %host.p = getelementptr i8, ptr %entry.p, i64 8
  %host64 = load i64, ptr %host.p
  %host = $CAST
  %q = getelementptr $HANDLE, ptr %hosts, i64 %i
  store $HANDLE %host, ptr %q
  %i.next = add i64 %i, 1
  br label %head
bad:
  %code = trunc i64 %i to i32
  ret i32 %code
fine:
  %emulated.0 = and i32 %all, $EMULATED
  %emulated = icmp ne i32 %emulated.0, 0
  %result = select i1 %emulated, i32 -2, i32 -1
  ret i32 %result
}

; After completion: what the host set to MPI_REQUEST_NULL is retired and becomes the guest's.
define internal void @requests_back(ptr %ctx, ptr %table, ptr %guest, ptr %handles, ptr %hosts, i32 %n) #1 {
entry:
  %n64 = zext i32 %n to i64
  %null.p = getelementptr i8, ptr %table, i64 $REQUESTNULLHOST
  %host64 = load i64, ptr %null.p
  %null = $CAST
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %i.next, %next ]
  %done = icmp uge i64 %i, %n64
  br i1 %done, label %end, label %body
body:
  %q = getelementptr $HANDLE, ptr %hosts, i64 %i
  %host = load $HANDLE, ptr %q
  %gone = icmp eq $HANDLE %host, %null
  %p = getelementptr i32, ptr %handles, i64 %i
  %handle = load i32, ptr %p
  %dynamic = icmp uge i32 %handle, $PREDEFINED
  %retire = and i1 %gone, %dynamic
  br i1 %retire, label %complete, label %next
complete:
  call void @request_free(ptr %ctx, ptr %table, i32 %handle)
  call void @store_handle(ptr %guest, i64 %i, i32 $REQUESTNULL)
  br label %next
next:
  %i.next = add i64 %i, 1
  br label %head
end:
  ret void
}
