; Handles in the memory of a guest with 64-bit pointers, at any alignment; each is read once.
define internal i32 @load_handle(ptr %array, i64 %i) #0 {
  %p = getelementptr i64, ptr %array, i64 %i
  %word = load volatile i64, ptr %p, align 1
  %handle = call i32 @narrow_handle(i64 %word)
  ret i32 %handle
}

define internal void @store_handle(ptr %array, i64 %i, i32 %handle) #0 {
  %p = getelementptr i64, ptr %array, i64 %i
  %word = zext i32 %handle to i64
  store i64 %word, ptr %p, align 1
  ret void
}

; What has more than 32 bits is no handle, and becomes one that there is not (HandleTable.Nobody).
define internal i32 @narrow_handle(i64 %word) #0 {
  %most = call i64 @llvm.umin.i64(i64 %word, i64 4294967295)
  %handle = trunc i64 %most to i32
  ret i32 %handle
}
