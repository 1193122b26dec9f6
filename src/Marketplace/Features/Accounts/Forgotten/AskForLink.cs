using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Accounts.Forgotten;

/// <summary>
/// Asks for a link to choose a new password. Known and unknown addresses get the same answer after the same work: whether there is an account is found
/// out later, so that the time an answer takes does not tell either.
/// </summary>
/// <param name="Page">A page of ours that the link in the message leads on to, if any.</param>
public sealed record AskForLink(string Login, string? Page = null) : ICommand<Result>;

internal sealed class AskForLinkValidator : AbstractValidator<AskForLink>
{
    public AskForLinkValidator() =>
        RuleFor(command => command.Login).Must(login => Login.Parse(login) is not null).WithErrorCode("accounts.login-invalid");
}

internal sealed class AskForLinkHandler(Outbox outbox, IMessageSender sender) : IRequestHandler<AskForLink, Result>
{
    public Task<Result> Handle(AskForLink command, CancellationToken ct)
    {
        var login = Login.Parse(command.Login)!.Value;
        if (!sender.CanReach(login.Value))
        {
            return Task.FromResult<Result>(new Refusal("accounts.phone-unreachable", nameof(command.Login)));
        }

        outbox.Add(SendLinkAskedFor.Name, new SendLink(login.Value, command.Page), $"{SendLinkAskedFor.Name}:{Guid.NewGuid():N}");
        return Task.FromResult(Result.Ok);
    }
}
