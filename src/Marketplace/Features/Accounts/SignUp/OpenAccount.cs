using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SignUp;

/// <summary>Opens the account somebody asked for and writes the message with its link; an address that has an account gets one that says so.</summary>
internal sealed record OpenAccount(string Name, string Login, string Language, string? Page = null) : ICommand<Result>;

internal sealed class OpenAccountHandler(MarketplaceDb db, UserManager<User> users, AccountLinks links, TimeProvider clock) : IRequestHandler<OpenAccount, Result>
{
    public async Task<Result> Handle(OpenAccount command, CancellationToken ct)
    {
        var login = Login.Parse(command.Login)!.Value;
        var user = await db.Users.SignsInAs(login).SingleOrDefaultAsync(ct);
        if (user?.PasswordHash is not null)
        {
            await links.Send(user, "accounts.message-already-subject", "accounts.message-already", command.Page, ct);
            return Result.Ok;
        }

        if (user is null)
        {
            user = NewUser(login);
            await users.CreateAsync(user);
        }

        (user.DisplayName, user.Language) = (command.Name, command.Language);
        await links.Send(user, "accounts.message-welcome-subject", "accounts.message-welcome", command.Page, ct);
        return Result.Ok;
    }

    private User NewUser(Login login) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        UserName = login.Value,
        Email = login.IsPhone ? null : login.Value,
        PhoneNumber = login.IsPhone ? login.Value : null,
        CreatedAt = clock.GetUtcNow(),
    };
}

/// <summary>Takes up what <see cref="SignUp"/> left; done twice, it opens one account and writes one message.</summary>
internal sealed class OpenAccountAskedFor(ISender sender) : IOutboxHandler
{
    public const string Name = "accounts.open";

    public string Kind => Name;

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var asked = JsonSerializer.Deserialize<OpenAccount>(message.Payload) ?? throw new InvalidOperationException($"Outbox message {message.Id} names no account.");
        (await sender.Send(asked, ct)).OrTryAgain(message);
    }
}
