using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SecondStep;

/// <param name="User">Whose sign-in.</param>
/// <param name="Sealed">The key of a form that was refused, so that the app need not be set up again.</param>
public sealed record ShowSecondStep(UserId User, string? Sealed = null) : IQuery<SecondStepModel>;

/// <param name="SetUp">What the app needs; nothing where the step is on.</param>
/// <param name="CodesLeft">Recovery codes that were not used.</param>
public sealed record SecondStepModel(SetUpModel? SetUp, int CodesLeft)
{
    public TurnOnForm Form { get; init; } = new(null, null, null);

    public PasswordForm Codes { get; init; } = new(null);

    public PasswordForm Off { get; init; } = new(null);
}

/// <param name="Sealed">The key as the form carries it.</param>
/// <param name="Key">For typing, in groups of four.</param>
/// <param name="Address">Opens the app of a telephone that shows the page itself.</param>
public sealed record SetUpModel(string Sealed, string Key, string Address)
{
    private const int PerGroup = 4;

    public QrPicture Qr => field ??= QrPicture.Of(Address);

    /// <summary>As authenticator apps read it: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.</summary>
    public static SetUpModel Of(OfferedKey offered, string shop, string login) => new(
        offered.Sealed,
        string.Join(' ', offered.Key.Chunk(PerGroup).Select(group => new string(group))),
        $"otpauth://totp/{Uri.EscapeDataString(shop)}:{Uri.EscapeDataString(login)}?secret={offered.Key}&issuer={Uri.EscapeDataString(shop)}&algorithm=SHA1&digits={AuthenticatorCodes.Digits}&period={AuthenticatorCodes.Seconds}");
}

public sealed record TurnOnForm(string? Key, string? Code, string? Password);

public sealed record PasswordForm(string? Password);

internal sealed class ShowSecondStepHandler(MarketplaceDb db, Authenticator authenticator, SiteAddress site) : IRequestHandler<ShowSecondStep, SecondStepModel>
{
    public async Task<SecondStepModel> Handle(ShowSecondStep query, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == query.User.Value, ct);
        if (user.TwoFactorEnabled)
        {
            return new SecondStepModel(SetUp: null, await authenticator.RecoveryCodesLeft(user));
        }

        var offered = (query.Sealed is { } carried ? authenticator.Open(user, carried) : null) ?? authenticator.Offer(user);
        return new SecondStepModel(SetUpModel.Of(offered, site.Name, user.LoginForPeople()), CodesLeft: 0);
    }
}
