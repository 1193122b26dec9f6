using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Studio.Members;

public sealed class MembersForm
{
    public string? FullName { get; set; }

    public string? Login { get; set; }

    public MembershipRole? Role { get; set; }

    public string? SharePercent { get; set; }

    /// <summary>Of who invites a representative; never shown again.</summary>
    public string? Password { get; set; }

    [BindNever, ValidateNever]
    public MembersModel Page { get; set; } = null!;
}

[Route("studio/{producer}/members")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class MembersController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) => View("Index", new MembersForm { Role = MembershipRole.Member, Page = await Page(ct) });

    [HttpPost]
    public async Task<IActionResult> Create(MembersForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(
            await sender.Send(new InviteMember(
                acting.ProducerId, acting.Actor, acting.IsRepresentative, Typing.Tidy(form.FullName), Typing.Tidy(form.Login), form.Role, TypedNumber.Whole(form.SharePercent),
                form.Password), ct), form, ct);
    }

    [HttpPost("{id:guid}/end")]
    public async Task<IActionResult> Destroy(Guid id, string? password, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new EndMembership(acting.ProducerId, acting.Actor, acting.IsRepresentative, new MembershipId(id), password), ct);

        // Each representative's place has a password field of its own.
        return await Answer(
            Result.Refused([.. result.Refusals.Select(refusal => refusal.Field == nameof(EndMembership.Password) ? refusal.At($"password-{id}") : refusal)]), new MembersForm(), ct);
    }

    [HttpPost("invitations/{id:guid}/withdrawal")]
    public async Task<IActionResult> Withdraw(Guid id, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(await sender.Send(new WithdrawInvitation(acting.ProducerId, acting.Actor, acting.IsRepresentative, new InvitationId(id)), ct), new MembersForm(), ct);
    }

    private async Task<IActionResult> Answer(Result result, MembersForm form, CancellationToken ct)
    {
        if (result.Refusals.Contains(MemberRefusals.NotFound))
        {
            return NotFound();
        }

        form.Page = await Page(ct);
        return result.Succeeded ? Redirect(Url.Content($"~/studio/{this.Acting().Slug}/members")) : this.Refused(result.Refusals, "Index", form);
    }

    private Task<MembersModel> Page(CancellationToken ct) => sender.Send(new ShowMembers(this.Acting().ProducerId, this.Acting().IsRepresentative), ct);
}
