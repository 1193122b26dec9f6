using Marketplace.Features.Orders.Deliver;
using Marketplace.Features.Orders.Expire;
using Marketplace.Infrastructure.Jobs;
using MediatR;

namespace Marketplace.Features.Orders;

internal sealed class ExpireOrdersRegularly : IRecurringJob
{
    public string Name => "orders.expire";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public IBaseRequest CreateCommand() => new ExpireOrders();
}

internal sealed class TimeDeliveriesRegularly : IRecurringJob
{
    public string Name => "orders.time-deliveries";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public IBaseRequest CreateCommand() => new TimeDeliveries();
}
