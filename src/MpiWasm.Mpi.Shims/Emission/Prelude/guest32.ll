; Handles in the memory of a guest with 32-bit pointers, at any alignment; each is read once.
define internal i32 @load_handle(ptr %array, i64 %i) #0 {
  %p = getelementptr i32, ptr %array, i64 %i
  %handle = load volatile i32, ptr %p, align 1
  ret i32 %handle
}

define internal void @store_handle(ptr %array, i64 %i, i32 %handle) #0 {
  %p = getelementptr i32, ptr %array, i64 %i
  store i32 %handle, ptr %p, align 1
  ret void
}
