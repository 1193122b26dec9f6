using Marketplace.Infrastructure.Security;

namespace Marketplace.Features.Accounts.OwnData;

/// <summary>What the market keeps about one person, in a form that other programs read too: moments in UTC, amounts in minor units (đồng, cents).</summary>
public sealed record OwnData(
    DateTimeOffset At,
    OwnAccount Account,
    OwnPerson? Person,
    IReadOnlyList<OwnMembership> Memberships,
    IReadOnlyList<OwnMandate> Mandates,
    IReadOnlyList<OwnInvitation> Invitations,
    IReadOnlyList<OwnCartLine> Cart,
    IReadOnlyList<OwnCheckout> Checkouts,
    IReadOnlyList<OwnOrder> Orders,
    IReadOnlyList<OwnReview> Reviews,
    IReadOnlyList<OwnAlert> StockAlerts,
    IReadOnlyList<OwnEvent> History);

public sealed record OwnAccount(string SignsInWith, string Name, string Language, DateTimeOffset OpenedAt, bool HasSecondStep, IReadOnlyList<string> Roles);

/// <param name="EthnicGroup">Slug of the ethnic group; nothing when not stated.</param>
/// <param name="IdentityNumber">Nothing when not given.</param>
/// <param name="Consents">Permissions, those withdrawn too.</param>
public sealed record OwnPerson(string FullName, string Gender, string? EthnicGroup, string? IdentityNumber, IReadOnlyList<OwnConsent> Consents);

public sealed record OwnConsent(string Shop, string Purpose, string TextVersion, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt);

/// <param name="ShareBasisPoints">Of earnings, in hundredths of a percent; 0 when not declared.</param>
public sealed record OwnMembership(string Shop, string Role, int ShareBasisPoints, DateOnly From, DateOnly? Until);

public sealed record OwnMandate(string Shop, string Scope, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? RevokedAt);

/// <summary>An offer to join a shop.</summary>
public sealed record OwnInvitation(string Shop, string FullName, DateTimeOffset InvitedAt, DateTimeOffset? ClosedAt);

/// <summary>What was typed on the way to an order; deleted 90 days later.</summary>
public sealed record OwnCheckout(DateTimeOffset StartedAt, OwnAddress Address);

public sealed record OwnCartLine(string Product, int Quantity);

public sealed record OwnOrder(
    string Number, DateTimeOffset PlacedAt, string Status, string Method, long ChargedMinor, string Currency, OwnAddress Address, IReadOnlyList<OwnOrderLine> Lines, IReadOnlyList<OwnProblem> Problems,
    IReadOnlyList<OwnRefund> Refunds);

public sealed record OwnAddress(
    string FullName, string Phone, string Email, string Country, string Province, string Commune, string Line1, string Line2, string City, string Region, string PostalCode, string CourierNote);

public sealed record OwnOrderLine(string Shop, string Product, int Quantity, long UnitPriceDong);

/// <param name="Account">Where it goes by hand: bank, number and holder as an officer wrote them down; nothing before, and where it goes back by card.</param>
public sealed record OwnRefund(DateTimeOffset At, long AmountMinor, string Currency, string Reason, string Status, RefundAccount? Account);

public sealed record OwnProblem(DateTimeOffset At, string Text, string Answer);

public sealed record OwnReview(string Product, int Stars, string Text, string Name, DateTimeOffset WrittenAt, string State);

public sealed record OwnAlert(string Product, DateTimeOffset AskedAt);

/// <summary>What happened to the account: password, login, roles, second step.</summary>
public sealed record OwnEvent(DateTimeOffset At, string Action, string Detail);
