; x86-64, System V: registers and the ucontext of Linux (gregs at 40: rdi 104, rsi 112, rbp 120, rsp 160, rip 168).

module asm ".text"
module asm ".intel_syntax noprefix"
module asm ".globl mpiwasm_enter"
module asm ".hidden mpiwasm_land"
module asm ".globl mpiwasm_land"
module asm ".p2align 4"
module asm ".type mpiwasm_enter,@function"
; int mpiwasm_enter(rdi entryThunk, rsi code, rdx context, rcx slots, r8 thread)
module asm "mpiwasm_enter:"
module asm ".cfi_startproc"
module asm "push rbp"
module asm ".cfi_def_cfa_offset 16"
module asm ".cfi_offset rbp, -16"
module asm "mov rbp, rsp"
module asm ".cfi_def_cfa_register rbp"
module asm "push rbx"
module asm "push r12"
module asm "push r13"
module asm "push r14"
module asm "push r15"
module asm "push r8"
module asm "push qword ptr [r8]"
module asm "mov eax, dword ptr [r8 + 8]"
module asm "push rax"
module asm "sub rsp, 16"
module asm "stmxcsr dword ptr [rsp]"
module asm "fnstcw word ptr [rsp + 4]"
; WebAssembly's arithmetic: round to nearest, no traps, denormals kept, whatever the host process has set.
module asm "mov dword ptr [rsp + 8], 0x1F80"
module asm "ldmxcsr dword ptr [rsp + 8]"
module asm "mov dword ptr [rsp + 8], 0x37F"
module asm "fldcw word ptr [rsp + 8]"
module asm "mov qword ptr [r8], rsp"
module asm "mov dword ptr [r8 + 8], 1"
module asm "mov rax, rdi"
module asm "mov rdi, rsi"
module asm "mov rsi, rdx"
module asm "mov rdx, rcx"
module asm "call rax"
module asm "xor eax, eax"
module asm ".Lmpiwasm_leave:"
module asm "ldmxcsr dword ptr [rsp]"
module asm "fldcw word ptr [rsp + 4]"
module asm "add rsp, 16"
module asm "pop rcx"
module asm "pop rdx"
module asm "pop r8"
module asm "mov dword ptr [r8 + 8], ecx"
module asm "mov qword ptr [r8], rdx"
module asm "pop r15"
module asm "pop r14"
module asm "pop r13"
module asm "pop r12"
module asm "pop rbx"
module asm "pop rbp"
module asm ".cfi_def_cfa rsp, 8"
module asm "ret"
module asm ".cfi_endproc"
module asm ".size mpiwasm_enter, .-mpiwasm_enter"
module asm ".type mpiwasm_land,@function"
; void mpiwasm_land(edi code, rsi thread): the trapped code may have left the direction flag and the x87 stack in any state.
module asm "mpiwasm_land:"
module asm "mov rsp, qword ptr [rsi]"
module asm "cld"
module asm "fninit"
module asm "mov eax, edi"
module asm "jmp .Lmpiwasm_leave"
module asm ".size mpiwasm_land, .-mpiwasm_land"
; void mpiwasm_default_modes(void)
module asm ".globl mpiwasm_default_modes"
module asm ".type mpiwasm_default_modes,@function"
module asm "mpiwasm_default_modes:"
module asm "mov dword ptr [rsp - 8], 0x1F80"
module asm "ldmxcsr dword ptr [rsp - 8]"
module asm "mov dword ptr [rsp - 8], 0x37F"
module asm "fldcw word ptr [rsp - 8]"
module asm "ret"
module asm ".size mpiwasm_default_modes, .-mpiwasm_default_modes"
module asm ".att_syntax"

define internal i64 @context_pc(ptr %context) alwaysinline nounwind "frame-pointer"="all" {
  %p = getelementptr i8, ptr %context, i64 168
  %pc = load i64, ptr %p
  ret i64 %pc
}

define internal i64 @context_frame(ptr %context) alwaysinline nounwind "frame-pointer"="all" {
  %p = getelementptr i8, ptr %context, i64 120
  %frame = load i64, ptr %p
  ret i64 %frame
}

; In a function without a frame, such as libc's memcpy, the return address is on top of the stack.
define internal i64 @context_return(ptr %context, ptr %thread) alwaysinline nounwind "frame-pointer"="all" {
  %p = getelementptr i8, ptr %context, i64 160
  %sp = load i64, ptr %p
  %p.low = getelementptr i8, ptr %thread, i64 32
  %low = load i64, ptr %p.low
  %saved = load i64, ptr %thread
  %above = icmp uge i64 %sp, %low
  %below = icmp ult i64 %sp, %saved
  %odd = and i64 %sp, 7
  %aligned = icmp eq i64 %odd, 0
  %ok.1 = and i1 %above, %below
  %ok = and i1 %ok.1, %aligned
  br i1 %ok, label %read, label %no
read:
  %p.return = inttoptr i64 %sp to ptr
  %return = load volatile i64, ptr %p.return
  ret i64 %return
no:
  ret i64 0
}

define internal void @context_resume(ptr %context, i32 %code, ptr %thread) alwaysinline nounwind "frame-pointer"="all" {
  %p.pc = getelementptr i8, ptr %context, i64 168
  store volatile i64 ptrtoint (ptr @mpiwasm_land to i64), ptr %p.pc
  %p.first = getelementptr i8, ptr %context, i64 104
  %wide = zext i32 %code to i64
  store volatile i64 %wide, ptr %p.first
  %p.second = getelementptr i8, ptr %context, i64 112
  store volatile ptr %thread, ptr %p.second
  ret void
}
