using BenchmarkDotNet.Attributes;
using Marketplace.Domain.Common;

namespace Marketplace.Benchmarks;

[MemoryDiagnoser]
public class MoneyBenchmarks
{
    private static readonly long[] Weights = [3, 1, 4, 1, 5, 9, 2, 6];

    [Benchmark]
    public long[] Apportioning() => Apportion.ByLargestRemainder(1_000_000, Weights);

    [Benchmark]
    public string Folding() => Fold.Text("Khăn lanh nhuộm chàm ba nước, H’Mông – Đà Lạt");
}
