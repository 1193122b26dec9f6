using System.Globalization;
using BenchmarkDotNet.Running;
using Marketplace.Benchmarks;

if (args is ["generate", var products, var folder])
{
    await ProductGenerator.Run(int.Parse(products, CultureInfo.InvariantCulture), folder);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MoneyBenchmarks).Assembly).Run(args);
