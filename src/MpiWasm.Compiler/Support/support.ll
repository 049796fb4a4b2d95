; The support image, the part that is the same on every machine. docs/architecture.md says what it does; the offsets are those of
; NativeLayout.cs and SupportState.cs (a test compares them). The machine's part adds, for its registers and its ucontext:
;   mpiwasm_enter(entryThunk, code, context, slots, thread)   saves, enters, restores
;   mpiwasm_land(code, thread)                     goes back to the innermost mpiwasm_enter
;   mpiwasm_default_modes()                        puts the calling thread's floating-point modes back
;   @context_pc, @context_frame, @context_return, @context_resume

@mpiwasm_state = global [99104 x i8] zeroinitializer, align 16

declare ptr @pthread_getspecific(i32)
declare i32 @pthread_sigmask(i32, ptr, ptr)
declare i32 @sigaction(i32, ptr, ptr)
declare i32 @raise(i32)
declare i32 @mprotect(ptr, i64, i32)
declare ptr @llvm.frameaddress.p0(i32)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

declare hidden void @mpiwasm_land(i32, ptr) noreturn nounwind

; Records the guest's return addresses. %pc and %candidate are stored first unless 0. Frames are followed only within [StackLow, the innermost
; entry's frame), upwards: guest code may have written anything into a frame by way of a wild (but legal) native bug, so nothing outside is read.
define internal void @record(ptr %thread, i64 %fault, i64 %pc, i64 %candidate, i64 %frame) nounwind "frame-pointer"="all" {
entry:
  %p.fault = getelementptr i8, ptr %thread, i64 16
  store i64 %fault, ptr %p.fault
  %p.traps = getelementptr i8, ptr %thread, i64 48
  %traps = load i64, ptr %p.traps
  %traps.1 = add i64 %traps, 1
  store i64 %traps.1, ptr %p.traps
  %frames = getelementptr i8, ptr %thread, i64 64
  store i64 %pc, ptr %frames
  %has.pc = icmp ne i64 %pc, 0
  %n.0 = zext i1 %has.pc to i64
  %p.second = getelementptr i64, ptr %frames, i64 %n.0
  store i64 %candidate, ptr %p.second
  %has.candidate = icmp ne i64 %candidate, 0
  %c = zext i1 %has.candidate to i64
  %n.1 = add i64 %n.0, %c
  %p.low = getelementptr i8, ptr %thread, i64 32
  %low = load i64, ptr %p.low
  %saved = load i64, ptr %thread
  %last = sub i64 %saved, 16
  br label %loop
loop:
  %n = phi i64 [ %n.1, %entry ], [ %n.next, %step ]
  %f = phi i64 [ %frame, %entry ], [ %f.next, %step ]
  %above = icmp uge i64 %f, %low
  %below = icmp ule i64 %f, %last
  %odd = and i64 %f, 7
  %aligned = icmp eq i64 %odd, 0
  %room = icmp ult i64 %n, 128
  %ok.1 = and i1 %above, %below
  %ok.2 = and i1 %aligned, %room
  %ok = and i1 %ok.1, %ok.2
  br i1 %ok, label %step, label %done
step:
  %p.f = inttoptr i64 %f to ptr
  %f.up = load volatile i64, ptr %p.f
  %p.return = getelementptr i8, ptr %p.f, i64 8
  %return = load volatile i64, ptr %p.return
  %slot = getelementptr i64, ptr %frames, i64 %n
  store i64 %return, ptr %slot
  %n.next = add i64 %n, 1
  ; A frame that does not lie above this one ends the walk: 0 is below every stack.
  %grows = icmp ugt i64 %f.up, %f
  %f.next = select i1 %grows, i64 %f.up, i64 0
  br label %loop
done:
  %p.count = getelementptr i8, ptr %thread, i64 56
  store i64 %n, ptr %p.count
  ret void
}

; A host function through which an exception is to pass reports it as a trap: its stub, guest code that knows of no exceptions, comes here.
define void @mpiwasm_trap(ptr %context, i32 %code) noreturn uwtable "frame-pointer"="all" {
  %is.exception = icmp eq i32 %code, 13
  br i1 %is.exception, label %throw, label %trap
throw:
  call void @mpiwasm_throw(ptr %context, i32 0)
  unreachable
trap:
  %p.thread = getelementptr i8, ptr %context, i64 8
  %thread = load ptr, ptr %p.thread
  %frame = call ptr @llvm.frameaddress.p0(i32 0)
  %f = ptrtoint ptr %frame to i64
  call void @record(ptr %thread, i64 0, i64 0, i64 0, i64 %f)
  call void @mpiwasm_land(i32 %code, ptr %thread)
  unreachable
}

; Throws the exception that the thread state holds. Frames are unwound by libgcc_s; handlers are "cleanup" landing pads in guest frames, which compare
; tags and either go on in the guest or come here again. No frame other than guest code's lies between here and the innermost entry, so
; nothing but guest code is ever unwound. %new: the exception begins here, so its backtrace does (it also does where there is none yet).
define void @mpiwasm_throw(ptr %context, i32 %new) noreturn uwtable "frame-pointer"="all" {
  %p.thread = getelementptr i8, ptr %context, i64 8
  %thread = load ptr, ptr %p.thread
  %frame = call ptr @llvm.frameaddress.p0(i32 0)
  %f = ptrtoint ptr %frame to i64
  ; The unwinder is host code and gets the room that host functions get: a fault in it could leave a lock of the dynamic linker taken.
  %p.limit = getelementptr i8, ptr %context, i64 16
  %limit = load i64, ptr %p.limit
  %deep = icmp ult i64 %f, %limit
  br i1 %deep, label %exhausted, label %room
exhausted:
  call void @record(ptr %thread, i64 0, i64 0, i64 0, i64 %f)
  call void @mpiwasm_land(i32 10, ptr %thread)
  unreachable
room:
  %is.new.1 = icmp ne i32 %new, 0
  %p.count = getelementptr i8, ptr %thread, i64 56
  %frames.known = load i64, ptr %p.count
  %is.new.2 = icmp eq i64 %frames.known, 0
  %is.new = or i1 %is.new.1, %is.new.2
  br i1 %is.new, label %note, label %go
note:
  call void @record(ptr %thread, i64 0, i64 0, i64 0, i64 %f)
  br label %go
go:
  %unwind = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 98608)
  %known = icmp ne ptr %unwind, null
  br i1 %known, label %raise, label %lost
raise:
  %p.exception = getelementptr i8, ptr %thread, i64 1088
  call void @llvm.memset.p0.i64(ptr align 16 %p.exception, i8 0, i64 64, i1 false)
  %result = call i32 %unwind(ptr %p.exception, ptr @stop, ptr %thread)
  br label %lost
lost:
  call void @mpiwasm_land(i32 13, ptr %thread)
  unreachable
}

; The unwinder asks before every frame. Its "canonical frame address" is the stack pointer in that frame: at the innermost entry, it is the one the
; entry saved. There (or where the stack ends) nobody has caught the exception, and the entry returns UncaughtException.
define internal i32 @stop(i32 %version, i32 %actions, i64 %class, ptr %exception, ptr %unwind, ptr %thread) uwtable "frame-pointer"="all" {
  %address = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 98616)
  %cfa = call i64 %address(ptr %unwind)
  %saved = load i64, ptr %thread
  %outside = icmp uge i64 %cfa, %saved
  %last = and i32 %actions, 16
  %is.last = icmp ne i32 %last, 0
  %out = or i1 %outside, %is.last
  br i1 %out, label %uncaught, label %on
uncaught:
  call void @mpiwasm_land(i32 13, ptr %thread)
  unreachable
on:
  ret i32 0
}

define void @mpiwasm_signal(i32 %signal, ptr %info, ptr %context) nounwind "frame-pointer"="all" {
entry:
  %key = load i32, ptr @mpiwasm_state
  %thread = call ptr @pthread_getspecific(i32 %key)
  ; Somebody of ours asks where this thread is. Who has asked ends the process; so this thread stays where it is.
  %is.asked = icmp eq i32 %signal, 62
  br i1 %is.asked, label %asked, label %who
asked:
  %n.asked = call i32 @tell(i32 %signal, ptr %context, ptr %thread)
  ret void
who:
  %unknown = icmp eq ptr %thread, null
  br i1 %unknown, label %foreign, label %known
known:
  %saved = load volatile i64, ptr %thread
  %entered = icmp ne i64 %saved, 0
  %p.guest = getelementptr i8, ptr %thread, i64 8
  %guest = load volatile i32, ptr %p.guest
  %in.guest = icmp ne i32 %guest, 0
  ; A code of 0 or less: somebody sent the signal with kill, no instruction faulted.
  %p.code = getelementptr i8, ptr %info, i64 8
  %si.code = load i32, ptr %p.code
  %fault = icmp sgt i32 %si.code, 0
  %ours.1 = and i1 %entered, %in.guest
  %ours = and i1 %ours.1, %fault
  br i1 %ours, label %search, label %foreign
search:
  %p.address = getelementptr i8, ptr %info, i64 16
  %address = load i64, ptr %p.address
  %p.guard = getelementptr i8, ptr %thread, i64 24
  %guard = load i64, ptr %p.guard
  %p.low = getelementptr i8, ptr %thread, i64 32
  %low = load i64, ptr %p.low
  %in.guard.1 = icmp uge i64 %address, %guard
  %in.guard.2 = icmp ult i64 %address, %low
  %in.guard = and i1 %in.guard.1, %in.guard.2
  br i1 %in.guard, label %trap, label %ranges
ranges:
  %count = load atomic i64, ptr getelementptr (i8, ptr @mpiwasm_state, i64 8) acquire, align 8
  br label %next
next:
  %i = phi i64 [ 0, %ranges ], [ %i.next, %look ]
  %more = icmp ult i64 %i, %count
  br i1 %more, label %look, label %foreign
look:
  %i.next = add i64 %i, 1
  %p.range = getelementptr { i64, i64, i64 }, ptr getelementptr (i8, ptr @mpiwasm_state, i64 304), i64 %i
  %range.low = load atomic i64, ptr %p.range acquire, align 8
  %p.range.high = getelementptr i8, ptr %p.range, i64 8
  %range.high = load atomic i64, ptr %p.range.high acquire, align 8
  %in.1 = icmp uge i64 %address, %range.low
  %in.2 = icmp ult i64 %address, %range.high
  %in = and i1 %in.1, %in.2
  br i1 %in, label %trap, label %next
trap:
  %code = phi i32 [ 10, %search ], [ 5, %look ]
  %pc = call i64 @context_pc(ptr %context)
  ; Return addresses point behind the call; so does this one.
  %pc.1 = add i64 %pc, 1
  %candidate = call i64 @context_return(ptr %context, ptr %thread)
  %frame = call i64 @context_frame(ptr %context)
  call void @record(ptr %thread, i64 %address, i64 %pc.1, i64 %candidate, i64 %frame)
  call void @context_resume(ptr %context, i32 %code, ptr %thread)
  ret void
foreign:
  %opened = call i1 @open_null_page(ptr %info)
  br i1 %opened, label %null, label %chained
null:
  ; The host function's stub raises the trap once the function has returned. A thread that runs no guest has none to stop.
  br i1 %unknown, label %resume, label %pend
pend:
  %active = load volatile i64, ptr %thread
  %is.active = icmp ne i64 %active, 0
  br i1 %is.active, label %mark, label %resume
mark:
  %p.pending = getelementptr i8, ptr %thread, i64 12
  store volatile i32 15, ptr %p.pending
  br label %resume
resume:
  ret void
chained:
  br i1 %unknown, label %host, label %where
where:
  %p.guest.2 = getelementptr i8, ptr %thread, i64 8
  %guest.2 = load volatile i32, ptr %p.guest.2
  %in.host = icmp eq i32 %guest.2, 0
  br i1 %in.host, label %host, label %previous
host:
  %reported = call i1 @report_crash(i32 %signal, ptr %info, ptr %context, ptr %thread)
  br i1 %reported, label %die, label %previous
die:
  %p.code.2 = getelementptr i8, ptr %info, i64 8
  %si.code.2 = load i32, ptr %p.code.2
  %sent = icmp sle i32 %si.code.2, 0
  call void @default_action(i32 %signal, i1 %sent)
  ret void
previous:
  call void @chain(i32 %signal, ptr %info, ptr %context)
  ret void
}

; Host code, be it the MPI library's or the runtime's, went through a null pointer of the guest that no check had found. The page is guest memory like the
; rest, so it is made accessible, and the host goes on.
define internal i1 @open_null_page(ptr %info) nounwind "frame-pointer"="all" {
entry:
  %p.code = getelementptr i8, ptr %info, i64 8
  %si.code = load i32, ptr %p.code
  %fault = icmp sgt i32 %si.code, 0
  br i1 %fault, label %ranges, label %no
ranges:
  %p.address = getelementptr i8, ptr %info, i64 16
  %address = load i64, ptr %p.address
  %count = load atomic i64, ptr getelementptr (i8, ptr @mpiwasm_state, i64 8) acquire, align 8
  br label %next
next:
  %i = phi i64 [ 0, %ranges ], [ %i.next, %look ]
  %more = icmp ult i64 %i, %count
  br i1 %more, label %look, label %no
look:
  %i.next = add i64 %i, 1
  %p.range = getelementptr { i64, i64, i64 }, ptr getelementptr (i8, ptr @mpiwasm_state, i64 304), i64 %i
  %range.low = load atomic i64, ptr %p.range acquire, align 8
  %p.range.null = getelementptr i8, ptr %p.range, i64 16
  %range.null = load atomic i64, ptr %p.range.null acquire, align 8
  %in.1 = icmp uge i64 %address, %range.low
  %in.2 = icmp ult i64 %address, %range.null
  %in = and i1 %in.1, %in.2
  br i1 %in, label %open, label %next
open:
  %page = inttoptr i64 %range.low to ptr
  %size = sub i64 %range.null, %range.low
  %result = call i32 @mprotect(ptr %page, i64 %size, i32 3)
  %done = icmp eq i32 %result, 0
  ret i1 %done
no:
  ret i1 false
}

; The signal ends the process: now where it was sent, else when the instruction that faulted is tried again.
define internal void @default_action(i32 %signal, i1 %sent) nounwind "frame-pointer"="all" {
  %action = alloca [152 x i8], align 8
  call void @llvm.memset.p0.i64(ptr align 8 %action, i8 0, i64 152, i1 false)
  %r.1 = call i32 @sigaction(i32 %signal, ptr %action, ptr null)
  br i1 %sent, label %again, label %done
again:
  %r.2 = call i32 @raise(i32 %signal)
  br label %done
done:
  ret void
}

@crash_text = internal constant [65 x i8] c"mpiwasm: error MW0716: the MPI library, or what it uses, crashed\0A"

; A fault, or an abort, in a native library other than .NET's: sends {signal, context, thread} to the thread that reports (HostCrashes) and waits for it,
; at most five seconds: the crashed thread may hold a lock that the other needs. True if the process is to end now. Nothing but write, read, poll
; and _dl_find_object is called, which may be called in a handler.
define internal i1 @report_crash(i32 %signal, ptr %info, ptr %context, ptr %thread) nounwind "frame-pointer"="all" {
entry:
  %object = alloca [128 x i8], align 16
  %find = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99056)
  %on = icmp ne ptr %find, null
  br i1 %on, label %watched, label %no
watched:
  ; Faults, and what abort sends to its own thread; not what somebody sends with kill.
  %p.code = getelementptr i8, ptr %info, i64 8
  %si.code = load i32, ptr %p.code
  %fault = icmp sgt i32 %si.code, 0
  %is.abort = icmp eq i32 %signal, 6
  %is.raised = icmp eq i32 %si.code, -6
  %aborted = and i1 %is.abort, %is.raised
  %mine = or i1 %fault, %aborted
  br i1 %mine, label %look, label %no
look:
  %pc = call i64 @context_pc(ptr %context)
  %p.pc = inttoptr i64 %pc to ptr
  %r = call i32 %find(ptr %p.pc, ptr %object)
  %found = icmp eq i32 %r, 0
  br i1 %found, label %which, label %no
which:
  %p.start = getelementptr i8, ptr %object, i64 8
  %start = load i64, ptr %p.start
  %excluded = load i64, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99088)
  %dotnet = icmp eq i64 %start, %excluded
  br i1 %dotnet, label %no, label %first
first:
  %was = atomicrmw xchg ptr getelementptr (i8, ptr @mpiwasm_state, i64 99096), i32 1 seq_cst
  %free = icmp eq i32 %was, 0
  br i1 %free, label %tell, label %wait
wait:
  ; Another thread has crashed, and its end is that of the process.
  %poll.w = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99072)
  %r.w = call i32 %poll.w(ptr null, i64 0, i32 5000)
  ret i1 true
tell:
  %n = call i32 @tell(i32 %signal, ptr %context, ptr %thread)
  %told = icmp sgt i32 %n, 0
  br i1 %told, label %yes, label %alone
alone:
  %write = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99064)
  %r.a = call i64 %write(i32 2, ptr @crash_text, i64 65)
  br label %yes
yes:
  ret i1 true
no:
  ret i1 false
}

; Sends {signal, context, thread} and waits for an answer: more than 0 if there was one.
define internal i32 @tell(i32 %signal, ptr %context, ptr %thread) nounwind "frame-pointer"="all" {
  %record = alloca [3 x i64], align 8
  %polled = alloca { i32, i16, i16 }, align 8
  %wide = sext i32 %signal to i64
  store i64 %wide, ptr %record
  %p.1 = getelementptr i8, ptr %record, i64 8
  store ptr %context, ptr %p.1
  %p.2 = getelementptr i8, ptr %record, i64 16
  store ptr %thread, ptr %p.2
  %write = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99064)
  %to = load i32, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99080)
  %r.t = call i64 %write(i32 %to, ptr %record, i64 24)
  %from = load i32, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99084)
  store i32 %from, ptr %polled
  %p.events = getelementptr i8, ptr %polled, i64 4
  store i32 1, ptr %p.events
  %poll = load ptr, ptr getelementptr (i8, ptr @mpiwasm_state, i64 99072)
  %n = call i32 %poll(ptr %polled, i64 1, i32 5000)
  ret i32 %n
}

; Does what the kernel would have done without our handler.
define internal void @chain(i32 %signal, ptr %info, ptr %context) nounwind "frame-pointer"="all" {
entry:
  %mask = alloca [128 x i8], align 8
  %is.bus = icmp eq i32 %signal, 7
  %previous.1 = select i1 %is.bus, ptr getelementptr (i8, ptr @mpiwasm_state, i64 160), ptr getelementptr (i8, ptr @mpiwasm_state, i64 16)
  %is.arithmetic = icmp eq i32 %signal, 8
  %previous.2 = select i1 %is.arithmetic, ptr getelementptr (i8, ptr @mpiwasm_state, i64 98624), ptr %previous.1
  %is.abort = icmp eq i32 %signal, 6
  %previous.3 = select i1 %is.abort, ptr getelementptr (i8, ptr @mpiwasm_state, i64 98768), ptr %previous.2
  %is.illegal = icmp eq i32 %signal, 4
  %previous = select i1 %is.illegal, ptr getelementptr (i8, ptr @mpiwasm_state, i64 98912), ptr %previous.3
  %handler = load i64, ptr %previous
  %p.flags = getelementptr i8, ptr %previous, i64 8
  %flags = load i64, ptr %p.flags
  %p.code = getelementptr i8, ptr %info, i64 8
  %si.code = load i32, ptr %p.code
  %sent = icmp sle i32 %si.code, 0
  switch i64 %handler, label %call [ i64 0, label %default
                                     i64 1, label %ignore ]
ignore:
  ; The kernel does not let a faulting instruction be ignored.
  br i1 %sent, label %done, label %default
default:
  call void @default_action(i32 %signal, i1 %sent)
  br label %done
call:
  %p.mask = getelementptr i8, ptr %previous, i64 16
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %mask, ptr align 8 %p.mask, i64 128, i1 false)
  %nodefer = and i64 %flags, 1073741824
  %deferred = icmp eq i64 %nodefer, 0
  %deferred.bit = zext i1 %deferred to i64
  %wide = zext i32 %signal to i64
  %shift = sub i64 %wide, 1
  %bit = shl i64 %deferred.bit, %shift
  %word = load i64, ptr %mask
  %word.1 = or i64 %word, %bit
  store i64 %word.1, ptr %mask
  ; Returning from our handler restores the interrupted mask.
  %r.3 = call i32 @pthread_sigmask(i32 0, ptr %mask, ptr null)
  %reset = and i64 %flags, 2147483648
  %once = icmp ne i64 %reset, 0
  br i1 %once, label %forget, label %invoke
forget:
  store i64 0, ptr %previous
  br label %invoke
invoke:
  %target = inttoptr i64 %handler to ptr
  %siginfo = and i64 %flags, 4
  %with.info = icmp ne i64 %siginfo, 0
  br i1 %with.info, label %three, label %one
three:
  call void %target(i32 %signal, ptr %info, ptr %context)
  br label %done
one:
  call void %target(i32 %signal)
  br label %done
done:
  ret void
}
