# The mark of a module that keeps nothing in its lowest 64 KiB, so that the runtime may make them inaccessible: its being exported is what says so.
	.globaltype	__mpiwasm_null_page, i32, immutable
	.globl	__mpiwasm_null_page
__mpiwasm_null_page:
