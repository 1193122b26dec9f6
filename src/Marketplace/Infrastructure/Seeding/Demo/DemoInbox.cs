using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using MediatR;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What banks and providers of the invented past tell: it is taken in and worked off as the endpoint and the worker do it.</summary>
internal sealed class DemoInbox(MarketplaceDb db, ISender sender)
{
    public async Task Hear(string provider, string id, string kind, string body)
    {
        var stored = await Send(new ReceiveNotification(provider, id, kind, body));
        Demand(stored);
        Demand(await Send(new ProcessInboxMessage(stored.Value)));
    }

    private async Task<T> Send<T>(IRequest<T> request)
    {
        var answer = await sender.Send(request);
        db.ChangeTracker.Clear();
        return answer;
    }

    private static void Demand<T>(T result)
        where T : IResult<T>
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"A notification of the invented past was refused: {result.Refusals[0].Code}.");
        }
    }
}
