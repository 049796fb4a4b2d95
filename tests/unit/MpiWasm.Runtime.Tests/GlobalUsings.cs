// System.Threading has one too.
global using ThreadState = MpiWasm.Image.ThreadState;
