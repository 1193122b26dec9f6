using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Marks a command in a transaction that takes the password again of whoever sends it: a session left open, or stolen, is not enough for it.</summary>
public interface ITakesPassword
{
    /// <summary>Whose it must be; nobody's when this command needs none.</summary>
    UserId? PasswordOf { get; }

    string? Password { get; }
}

/// <summary>Asks before the unit of work begins: a refusal takes back all that its transaction wrote, and a wrong guess must stay counted.</summary>
internal sealed class PasswordBehavior<TCommand, TResult>(MarketplaceDb db, PasswordAgain again) : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>, ITakesPassword
    where TResult : IResult<TResult>
{
    public async Task<TResult> Handle(TCommand request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        if (request.PasswordOf is { } user)
        {
            var account = await db.Users.AsNoTracking().SingleAsync(one => one.Id == user.Value, cancellationToken);
            if (await again.Refuse(account, request.Password ?? "", nameof(ITakesPassword.Password), cancellationToken) is { } refusal)
            {
                return TResult.Refused([refusal]);
            }
        }

        return await next();
    }
}
