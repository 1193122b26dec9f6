using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Forgotten;

/// <summary>Asks for a link to choose a new password. Known and unknown addresses get the same answer.</summary>
public sealed record AskForLink(string Login) : ICommand<Result>;

internal sealed class AskForLinkValidator : AbstractValidator<AskForLink>
{
    public AskForLinkValidator() =>
        RuleFor(command => command.Login).Must(login => Login.Parse(login) is not null).WithErrorCode("accounts.login-invalid");
}

internal sealed class AskForLinkHandler(MarketplaceDb db, AccountLinks links, IMessageSender sender) : IRequestHandler<AskForLink, Result>
{
    public async Task<Result> Handle(AskForLink command, CancellationToken ct)
    {
        var login = Login.Parse(command.Login)!.Value;
        if (!sender.CanReach(login.Value))
        {
            return new Refusal("accounts.phone-unreachable", nameof(command.Login));
        }

        if (await db.Users.SignsInAs(login).SingleOrDefaultAsync(ct) is { } user)
        {
            await links.Send(user, "accounts.message-reset-subject", "accounts.message-reset", ct);
        }

        return Result.Ok;
    }
}
