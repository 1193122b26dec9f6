using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <summary>What the link in the message would be signed in with, as people read it; nothing when we have not sealed it for whoever asks, or too long ago.</summary>
public sealed record ShowWantedLogin(UserId User, string Token) : IQuery<string?>;

internal sealed class ShowWantedLoginHandler(LoginLinks links) : IRequestHandler<ShowWantedLogin, string?>
{
    public Task<string?> Handle(ShowWantedLogin query, CancellationToken cancellationToken) =>
        Task.FromResult(links.Open(query.Token) is { } wanted && wanted.User == query.User ? wanted.Login.ForPeople : null);
}
