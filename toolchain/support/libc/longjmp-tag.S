// The tag of the exceptions that longjmp throws: they carry an address.
#ifdef __wasm64__
	.tagtype	__c_longjmp i64
#else
	.tagtype	__c_longjmp i32
#endif
	.globl	__c_longjmp
__c_longjmp:
