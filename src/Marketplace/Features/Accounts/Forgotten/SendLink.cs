using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Forgotten;

/// <summary>Writes the message with the link somebody asked for, if the address has an account.</summary>
internal sealed record SendLink(string Login, string? Page = null) : ICommand<Result>;

internal sealed class SendLinkHandler(MarketplaceDb db, AccountLinks links) : IRequestHandler<SendLink, Result>
{
    public async Task<Result> Handle(SendLink command, CancellationToken ct)
    {
        if (Login.Parse(command.Login) is { } login && await db.Users.SignsInAs(login).SingleOrDefaultAsync(ct) is { } user)
        {
            await links.Send(user, "accounts.message-reset-subject", "accounts.message-reset", command.Page, ct);
        }

        return Result.Ok;
    }
}

/// <summary>Takes up what <see cref="AskForLink"/> left; done twice, it writes one message.</summary>
internal sealed class SendLinkAskedFor(ISender sender) : IOutboxHandler
{
    public const string Name = "accounts.link";

    public string Kind => Name;

    public async Task Handle(OutboxMessage message, CancellationToken ct) => (await sender.Send(Asked(message.Payload), ct)).OrTryAgain(message);

    /// <summary>Messages written before the one by which the application was brought up to date hold the address alone.</summary>
    private static SendLink Asked(string payload) =>
        (payload.StartsWith('"') ? new SendLink(JsonSerializer.Deserialize<string>(payload)!) : JsonSerializer.Deserialize<SendLink>(payload)) ?? new SendLink("");
}
