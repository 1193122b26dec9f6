using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <summary>What the link in the message would be signed in with, as people read it; nothing when we have not sealed it, or too long ago.</summary>
public sealed record ShowWantedLogin(string Token) : IQuery<string?>;

internal sealed class ShowWantedLoginHandler(LoginLinks links) : IRequestHandler<ShowWantedLogin, string?>
{
    public Task<string?> Handle(ShowWantedLogin query, CancellationToken cancellationToken) =>
        Task.FromResult(Login.Parse(links.Open(query.Token)?.Login)?.ForPeople);
}
