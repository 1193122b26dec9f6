using BenchmarkDotNet.Running;
using Marketplace.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(MoneyBenchmarks).Assembly).Run(args);
