using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.ChoosePassword;

/// <summary>Sets the password of whoever holds the link we sent to the address, which thereby is theirs. Every other session ends.</summary>
public sealed record ChoosePassword(Guid Id, string Token, string Password) : ICommand<Result<ChosenPassword>>;

/// <param name="AsksCode">The link stands for the password and not for the second step, which the account has.</param>
public sealed record ChosenPassword(UserId User, bool AsksCode);

internal sealed class ChoosePasswordHandler(
    MarketplaceDb db, AccountLinks links, IPasswordHasher<User> hasher, NewPasswords passwords, Guesses guesses, IPublisher publisher) : IRequestHandler<ChoosePassword, Result<ChosenPassword>>
{
    public async Task<Result<ChosenPassword>> Handle(ChoosePassword command, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == command.Id, ct);
        if (user is null || !await links.IsGood(user, command.Token))
        {
            return new Refusal("accounts.link-old");
        }

        if (passwords.Refuse(command.Password, user) is { } refusal)
        {
            return refusal;
        }

        var isFirst = user.PasswordHash is null;
        user.SetPassword(hasher, command.Password);
        await guesses.Forget(user.Id, ct);
        (user.EmailConfirmed, user.PhoneNumberConfirmed) = (user.Email is not null, user.PhoneNumber is not null && user.Email is null);
        await publisher.Publish(new PasswordSet(user, isFirst, ByLink: true), ct);
        if (!user.TwoFactorEnabled)
        {
            await publisher.Publish(new UserSignedIn(user.UserId), ct);
        }

        return new ChosenPassword(user.UserId, user.TwoFactorEnabled);
    }
}
