using MpiWasm.Compiler.Tests;
using MpiWasm.Compiler.Worker;

// The test assembly is also the program that the worker tests start.
WorkerTests.RegisterKinds();
return args is [CompilerWorker.Command, .. var job] ? CompilerWorker.Run(job) : 2;
