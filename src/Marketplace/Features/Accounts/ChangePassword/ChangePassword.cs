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

internal sealed class ChangePasswordHandler(MarketplaceDb db, IPasswordHasher<User> hasher, Guesses guesses) : IRequestHandler<ChangePassword, Result>
{
    public async Task<Result> Handle(ChangePassword command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (command.Current.Length > PasswordRules.Longest || user.PasswordHash is null
            || hasher.VerifyHashedPassword(user, user.PasswordHash, PasswordRules.Composed(command.Current)) is PasswordVerificationResult.Failed)
        {
            await guesses.Wrong(user.Id, ct);
            return new Refusal("accounts.password-wrong", nameof(command.Current));
        }

        if (!await guesses.Right(user.Id, ct))
        {
            return new Refusal("accounts.rests", nameof(command.Current));
        }

        if (PasswordRules.Refuse(command.Password, user.UserName!, user.DisplayName) is { } refusal)
        {
            return refusal;
        }

        user.SetPassword(hasher, command.Password);
        return Result.Ok;
    }
}
