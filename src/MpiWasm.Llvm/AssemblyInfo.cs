using System.Runtime.CompilerServices;

// Every type that crosses to LLVM is blittable: no marshalling, nothing for an ahead-of-time compiler to generate.
[assembly: DisableRuntimeMarshalling]
