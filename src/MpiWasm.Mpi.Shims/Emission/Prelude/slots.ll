; Handle slots. A context keeps a few for itself (SpareSlots), so that most are taken and given back without an atomic instruction. %size is that of the table's entries, a constant
; once inlined.
define internal void @slot_return(ptr %spare, ptr %table, i32 %slot, i64 %size) #0 {
entry:
  %count = load i32, ptr %spare, align 4
  %room = icmp ult i32 %count, $SPARE
  br i1 %room, label %keep, label %give, !prof !1
keep:
  %more = add i32 %count, 1
  store i32 %more, ptr %spare, align 4
  %place = getelementptr i32, ptr %spare, i32 %more
  store i32 %slot, ptr %place, align 4
  ret void
give:
  call void @slot_give(ptr %table, i32 %slot, i64 %size)
  ret void
}

; A slot, or -1 when the table is full.
define internal i32 @slot_take(ptr %spare, ptr %table, i64 %size) #0 {
entry:
  %count = load i32, ptr %spare, align 4
  %some = icmp ne i32 %count, 0
  br i1 %some, label %own, label %shared, !prof !1
own:
  %place = getelementptr i32, ptr %spare, i32 %count
  %slot = load i32, ptr %place, align 4
  %less = sub i32 %count, 1
  store i32 %less, ptr %spare, align 4
  ret i32 %slot
shared:
  %other = call i32 @slot_get(ptr %table, i64 %size)
  ret i32 %other
}

; The table's own list: the same algorithm as HandleTable in C#.
define internal void @slot_give(ptr %table, i32 %slot, i64 %size) #1 {
entry:
  %head = getelementptr i8, ptr %table, i64 $HEADER
  %wide = zext i32 %slot to i64
  %index = add i64 %wide, $PREDEFINED
  %bytes = mul i64 %index, %size
  %at = add i64 %bytes, $HOST
  %link = getelementptr i8, ptr %table, i64 %at
  %first = load atomic i64, ptr %head monotonic, align 8
  %mine = add i64 %wide, 1
  br label %retry
retry:
  %old = phi i64 [ %first, %entry ], [ %seen, %retry ]
  %next = and i64 %old, 4294967295
  store atomic i64 %next, ptr %link monotonic, align 8
  %tag.0 = lshr i64 %old, 32
  %tag.1 = add i64 %tag.0, 1
  %tag = shl i64 %tag.1, 32
  %new = or i64 %tag, %mine
  %pair = cmpxchg ptr %head, i64 %old, i64 %new acq_rel acquire, align 8
  %seen = extractvalue { i64, i1 } %pair, 0
  %won = extractvalue { i64, i1 } %pair, 1
  br i1 %won, label %done, label %retry
done:
  ret void
}

define internal i32 @slot_get(ptr %table, i64 %size) #1 {
entry:
  %head = getelementptr i8, ptr %table, i64 $HEADER
  %first = load atomic i64, ptr %head acquire, align 8
  br label %retry
retry:
  %old = phi i64 [ %first, %entry ], [ %seen, %pop ]
  %low = trunc i64 %old to i32
  %empty = icmp eq i32 %low, 0
  br i1 %empty, label %fresh, label %pop, !prof !0
pop:
  %slot = sub i32 %low, 1
  %wide = zext i32 %slot to i64
  %index = add i64 %wide, $PREDEFINED
  %bytes = mul i64 %index, %size
  %at = add i64 %bytes, $HOST
  %link = getelementptr i8, ptr %table, i64 %at
  %next.0 = load atomic i64, ptr %link monotonic, align 8
  %next = and i64 %next.0, 4294967295
  %tag.0 = lshr i64 %old, 32
  %tag.1 = add i64 %tag.0, 1
  %tag = shl i64 %tag.1, 32
  %new = or i64 %tag, %next
  %pair = cmpxchg ptr %head, i64 %old, i64 %new acq_rel acquire, align 8
  %seen = extractvalue { i64, i1 } %pair, 0
  %won = extractvalue { i64, i1 } %pair, 1
  br i1 %won, label %got, label %retry
got:
  ret i32 %slot
fresh:
  %counter = getelementptr i8, ptr %table, i64 $FRESH
  %bound = getelementptr i8, ptr %table, i64 $LIMIT
  %limit = load i32, ptr %bound
  %taken = atomicrmw add ptr %counter, i32 1 acq_rel
  %fits = icmp ult i32 %taken, %limit
  br i1 %fits, label %new.slot, label %full
new.slot:
  ret i32 %taken
full:
  %undo = atomicrmw sub ptr %counter, i32 1 acq_rel
  ret i32 -1
}

; Gives a taken slot its handle. %kind is (kind + 1) << 28; %flags go beside the generation.
define internal i32 @slot_publish(ptr %table, i32 %slot, i64 %host, i32 %kind, i32 %flags, i64 %size) #0 {
  %wide = zext i32 %slot to i64
  %index = add i64 %wide, $PREDEFINED
  %bytes = mul i64 %index, %size
  %entry = getelementptr i8, ptr %table, i64 %bytes
  %pm = getelementptr i8, ptr %entry, i64 4
  %ph = getelementptr i8, ptr %entry, i64 8
  %meta = load i32, ptr %pm
  %generation.0 = and i32 %meta, $GENERATION
  %generation = shl i32 %generation.0, $SLOTBITS
  %handle.0 = or i32 %generation, %slot
  %handle = or i32 %handle.0, %kind
  store i64 %host, ptr %ph
  %meta.1 = or i32 %generation.0, %flags
  store i32 %meta.1, ptr %pm
  store atomic i32 %handle, ptr %entry release, align 4
  ret i32 %handle
}

; Retires a dynamic handle of a kind that has nothing attached; of two threads that try, one succeeds.
define internal i1 @slot_free(ptr %spare, ptr %table, i32 %handle, i64 %size) #0 {
entry:
  %index = call i64 @handle_index(i32 %handle)
  %bytes = mul i64 %index, %size
  %entry.p = getelementptr i8, ptr %table, i64 %bytes
  %pair = cmpxchg ptr %entry.p, i32 %handle, i32 0 acq_rel acquire, align 4
  %won = extractvalue { i32, i1 } %pair, 1
  br i1 %won, label %retire, label %done
retire:
  %pm = getelementptr i8, ptr %entry.p, i64 4
  %meta = load i32, ptr %pm
  %meta.1 = add i32 %meta, 1
  %meta.2 = and i32 %meta.1, $GENERATION
  store i32 %meta.2, ptr %pm
  %slot = and i32 %handle, $SLOTMASK
  call void @slot_return(ptr %spare, ptr %table, i32 %slot, i64 %size)
  br label %done
done:
  ret i1 %won
}
