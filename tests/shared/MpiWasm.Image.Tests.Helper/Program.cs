using MpiWasm.Image.Cache;

// A second process for the tests of the cache: asks for an image whose compilation announces itself and takes a while.
// Arguments: cache directory, local directory, key, ELF file to "compile" to, file that announces the compilation, seconds it takes.
// Or: the word "work" and a home: makes a work directory there, says where, and waits to be killed.
if (args is ["work", var home])
{
    Console.WriteLine(WorkDirectory.TryCreate(home)!.Path);
    Thread.Sleep(Timeout.Infinite);
}

var cache = new ImageCache(args[0], [args[1]]);
using var image = cache.GetOrCreate(ImageKind.Guest, args[2], path =>
{
    File.WriteAllText(args[4], "compiling");
    Thread.Sleep(TimeSpan.FromSeconds(int.Parse(args[5])));
    File.Copy(args[3], path);
});
return image.WasCompiled ? 10 : 11;
