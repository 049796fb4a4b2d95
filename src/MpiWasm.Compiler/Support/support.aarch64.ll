; aarch64, AAPCS64: registers and the ucontext of Linux (mcontext at 176: x0 184, x1 192, x29 416, x30 424, sp 432, pc 440, pstate 448).

module asm ".text"
module asm ".globl mpiwasm_enter"
module asm ".hidden mpiwasm_land"
module asm ".globl mpiwasm_land"
module asm ".p2align 4"
module asm ".type mpiwasm_enter,@function"
; int mpiwasm_enter(x0 entryThunk, x1 code, x2 context, x3 slots, x4 thread)
module asm "mpiwasm_enter:"
module asm ".cfi_startproc"
module asm "stp x29, x30, [sp, #-192]!"
module asm ".cfi_def_cfa_offset 192"
module asm ".cfi_offset x29, -192"
module asm ".cfi_offset x30, -184"
module asm "mov x29, sp"
module asm ".cfi_def_cfa_register x29"
module asm "stp x19, x20, [sp, #16]"
module asm "stp x21, x22, [sp, #32]"
module asm "stp x23, x24, [sp, #48]"
module asm "stp x25, x26, [sp, #64]"
module asm "stp x27, x28, [sp, #80]"
module asm "stp d8, d9, [sp, #96]"
module asm "stp d10, d11, [sp, #112]"
module asm "stp d12, d13, [sp, #128]"
module asm "stp d14, d15, [sp, #144]"
module asm "ldr x9, [x4]"
module asm "ldr w10, [x4, #8]"
module asm "stp x9, x10, [sp, #160]"
module asm "mrs x11, fpcr"
module asm "stp x4, x11, [sp, #176]"
; WebAssembly's arithmetic: round to nearest, no traps, denormals kept, whatever the host process has set.
module asm "msr fpcr, xzr"
module asm "mov x9, sp"
module asm "str x9, [x4]"
module asm "mov w9, #1"
module asm "str w9, [x4, #8]"
module asm "mov x9, x0"
module asm "mov x0, x1"
module asm "mov x1, x2"
module asm "mov x2, x3"
module asm "blr x9"
module asm "mov w0, #0"
module asm ".Lmpiwasm_leave:"
module asm "ldp x4, x11, [sp, #176]"
module asm "msr fpcr, x11"
module asm "ldp x9, x10, [sp, #160]"
module asm "str x9, [x4]"
module asm "str w10, [x4, #8]"
module asm "ldp d14, d15, [sp, #144]"
module asm "ldp d12, d13, [sp, #128]"
module asm "ldp d10, d11, [sp, #112]"
module asm "ldp d8, d9, [sp, #96]"
module asm "ldp x27, x28, [sp, #80]"
module asm "ldp x25, x26, [sp, #64]"
module asm "ldp x23, x24, [sp, #48]"
module asm "ldp x21, x22, [sp, #32]"
module asm "ldp x19, x20, [sp, #16]"
module asm ".cfi_def_cfa sp, 192"
module asm "ldp x29, x30, [sp], #192"
module asm ".cfi_def_cfa_offset 0"
module asm "ret"
module asm ".cfi_endproc"
module asm ".size mpiwasm_enter, .-mpiwasm_enter"
module asm ".type mpiwasm_land,@function"
; void mpiwasm_land(w0 code, x1 thread)
module asm "mpiwasm_land:"
module asm "ldr x9, [x1]"
module asm "mov sp, x9"
module asm "b .Lmpiwasm_leave"
module asm ".size mpiwasm_land, .-mpiwasm_land"
; void mpiwasm_default_modes(void)
module asm ".globl mpiwasm_default_modes"
module asm ".type mpiwasm_default_modes,@function"
module asm "mpiwasm_default_modes:"
module asm "msr fpcr, xzr"
module asm "ret"
module asm ".size mpiwasm_default_modes, .-mpiwasm_default_modes"

define internal i64 @context_pc(ptr %context) alwaysinline nounwind "frame-pointer"="all" {
  %p = getelementptr i8, ptr %context, i64 440
  %pc = load i64, ptr %p
  ret i64 %pc
}

define internal i64 @context_frame(ptr %context) alwaysinline nounwind "frame-pointer"="all" {
  %p = getelementptr i8, ptr %context, i64 416
  %frame = load i64, ptr %p
  ret i64 %frame
}

; In a function without a frame, such as libc's memcpy, the return address is in the link register.
define internal i64 @context_return(ptr %context, ptr %thread) alwaysinline nounwind "frame-pointer"="all" {
  %p = getelementptr i8, ptr %context, i64 424
  %return = load i64, ptr %p
  ret i64 %return
}

define internal void @context_resume(ptr %context, i32 %code, ptr %thread) alwaysinline nounwind "frame-pointer"="all" {
  %p.pc = getelementptr i8, ptr %context, i64 440
  store volatile i64 ptrtoint (ptr @mpiwasm_land to i64), ptr %p.pc
  %p.first = getelementptr i8, ptr %context, i64 184
  %wide = zext i32 %code to i64
  store volatile i64 %wide, ptr %p.first
  %p.second = getelementptr i8, ptr %context, i64 192
  store volatile ptr %thread, ptr %p.second
  ; The branch type of an interrupted indirect call must not be checked against the landing.
  %p.state = getelementptr i8, ptr %context, i64 448
  %state = load i64, ptr %p.state
  %cleared = and i64 %state, -3073
  store volatile i64 %cleared, ptr %p.state
  ret void
}
