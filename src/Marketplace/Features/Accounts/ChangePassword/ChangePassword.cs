using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.ChangePassword;

/// <summary>Changes one's own password, knowing the present one.</summary>
public sealed record ChangePassword(UserId User, string Current, string Password) : ICommand<Result>;

internal sealed class ChangePasswordHandler(MarketplaceDb db, IPasswordHasher<User> hasher, PasswordAgain again, NewPasswords passwords, IPublisher publisher)
    : IRequestHandler<ChangePassword, Result>
{
    public async Task<Result> Handle(ChangePassword command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (await again.Refuse(user, command.Current, nameof(command.Current), ct) is { } unproven)
        {
            return unproven;
        }

        if (user.IsOfTheDemonstration)
        {
            return new Refusal("accounts.demonstration");
        }

        if (passwords.Refuse(command.Password, user) is { } refusal)
        {
            return refusal;
        }

        user.SetPassword(hasher, command.Password);
        await publisher.Publish(new PasswordSet(user, IsFirst: false, ByLink: false), ct);
        return Result.Ok;
    }
}
