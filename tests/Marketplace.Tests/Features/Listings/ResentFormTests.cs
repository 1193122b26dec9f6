using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

/// <summary>A form whose answer was lost is pressed again: what it took away is gone, and the list says so better than "not found".</summary>
public sealed class ResentFormTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("withdraw-certificate")]
    [InlineData("remove-photo")]
    [InlineData("refuse-certificate")]
    [InlineData("end-membership")]
    [InlineData("withdraw-invitation")]
    public async Task What_is_gone_already_leads_to_the_list_it_was_on(string what)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var listing = $"{atelier.Root}/listings/{draft.Id.Value}";
        var certificate = new Certificate
        {
            Id = CertificateId.New(),
            ProducerId = atelier.Producer.Id,
            ProductId = draft.Id,
            Kind = CertificateKind.Organic,
            Number = "1",
            Issuer = "UBND",
            ValidFrom = new DateOnly(2026, 1, 1),
            ValidUntil = new DateOnly(2029, 1, 1),
        };
        var invitation = new Invitation
        {
            Id = InvitationId.New(),
            ProducerId = atelier.Producer.Id,
            FullName = "Lý Thị Ba",
            Login = "+84987654321",
            Role = MembershipRole.Member,
            ShareBasisPoints = 0,
            InvitedBy = atelier.Actor.UserId!.Value,
            InvitedAt = _market.Clock.GetUtcNow(),
        };
        await _market.Given(certificate, invitation);
        var person = await atelier.Joined();
        var membership = await _market.Read(db => db.Memberships.Where(one => one.PersonId == person).Select(one => one.Id).SingleAsync(Ct));
        var maker = await _market.As(atelier.Maker);
        var (browser, address, list, fields) = what switch
        {
            "withdraw-certificate" => (maker, $"{listing}/certificates/{certificate.Id.Value}/withdrawal", $"{listing}/certificates", Array.Empty<(string, string)>()),
            "remove-photo" => (maker, $"{listing}/photos/changes", $"{listing}/photos", [("change", $"{draft.Photos.First().MediaId.Value}:Remove")]),
            "refuse-certificate" => (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator)), $"/moderation/certificates/{certificate.Id.Value}", "/moderation",
                [("accepted", "false"), ("reason", "Giấy không đúng")]),
            "end-membership" => (maker, $"{atelier.Root}/members/{membership.Value}/end", $"{atelier.Root}/members", []),
            _ => (maker, $"{atelier.Root}/members/invitations/{invitation.Id.Value}/withdrawal", $"{atelier.Root}/members", []),
        };

        using var first = await browser.Post(address, fields);
        using var again = await browser.Post(address, fields);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode));
        Assert.Equal(list, again.Headers.Location!.ToString());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
