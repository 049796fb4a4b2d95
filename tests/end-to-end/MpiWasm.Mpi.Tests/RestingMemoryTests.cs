using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public sealed unsafe class RestingMemoryTests
{
    [Fact]
    public void A_block_is_kept_until_so_many_have_followed()
    {
        var memory = new RestingMemory(3);
        var blocks = Enumerable.Range(0, 5).Select(_ => (nint)NativeMemory.Alloc(64)).ToArray();
        for (var i = 0; i < blocks.Length; i++)
        {
            memory.Add(blocks[i]);
            Assert.Equal(blocks.Take(i + 1).TakeLast(3), memory.Blocks);
        }
    }
}
