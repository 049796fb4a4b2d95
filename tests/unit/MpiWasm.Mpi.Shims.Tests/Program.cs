using MpiWasm.Compiler.Worker;
using MpiWasm.Mpi.Shims;

// The test assembly is also the compile worker that a test starts.
ShimImage.Register();
return args is [CompilerWorker.Command, .. var job] ? CompilerWorker.Run(job) : 2;
