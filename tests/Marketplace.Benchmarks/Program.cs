using System.Globalization;
using BenchmarkDotNet.Running;
using Marketplace.Benchmarks;
using Marketplace.Benchmarks.Baseline;

if (args is ["generate", var products, var folder])
{
    await ProductGenerator.Run(int.Parse(products, CultureInfo.InvariantCulture), folder);
    return;
}

if (args is ["baseline", var address, var data, var bytes])
{
    await BaselineServer.Run(address, data, int.Parse(bytes, CultureInfo.InvariantCulture));
    return;
}

if (args is ["checkout", var shop, var orders, var process])
{
    await CheckoutDriver.Run(new Uri(shop), int.Parse(orders, CultureInfo.InvariantCulture), int.Parse(process, CultureInfo.InvariantCulture));
    return;
}

if (args is ["dashboard", var market, .. var size] && size.Length <= 1)
{
    await DashboardBenchmark.Run(market, size is [var facts] ? int.Parse(facts, CultureInfo.InvariantCulture) : DashboardBenchmark.Facts);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MoneyBenchmarks).Assembly).Run(args);
