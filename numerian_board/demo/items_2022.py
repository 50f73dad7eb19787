# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the board decided on 7 June 2022: the items, in the order of the minutes.

Source: minutes of the board of 7 June 2022, told again; functions instead of names.
``ratified``: to be ratified by the syndical council.
"""


def get_table(head, *rows):
    """Return a table as the texts of a deliberation hold it."""
    lines = [("th", head), *(("td", row) for row in rows)]
    body = "".join(
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
        for tag, row in lines
    )
    return f'<table class="table table-bordered"><tbody>{body}</tbody></table>'


CANCELLATIONS = {
    "name": "Annulations de titres sur exercice antérieur",
    "subject_code": "7.10",
    "recitals": (
        "<p>Considérant que la maintenance Cosoluce de 2021 a été facturée 345,00 "
        "€ HT pour une année entière à Brossainc (titre 2452, 2 169,60 € TTC) et à "
        "Saint-Jacques-d'Atticieux (titre 2518, 2 169,50 € TTC), qui ont pris le "
        "logiciel en cours d'année ; que le contrat la prévoit au prorata du nombre "
        "de mois d'utilisation ;</p>"
        "<p>Considérant que le service HotSpot Cigale, annulé par Burzet fin juin "
        "2017, matériel repris, a encore été facturé 724,20 € TTC en 2021 (titre "
        "1412) ;</p>"
    ),
    "operative_part": (
        "<p>Article 1. Un avoir de 230,00 € HT est émis pour Brossainc.</p>"
        "<p>Article 2. Un avoir de 230,00 € HT est émis pour "
        "Saint-Jacques-d'Atticieux.</p>"
        "<p>Article 3. Un avoir de 348,00 € HT est émis pour Burzet.</p>"
    ),
    "debate": "<p>Le président explique les erreurs de facturation.</p>",
}
TARIFFS = {
    "name": "Appel à projets et tarifs des services de cybersécurité",
    "ratified": True,
    "subject_code": "7.10",
    "recitals": (
        "<p>Considérant l'article 7 des statuts : le budget comprend en recettes les "
        "subventions et le produit des activités ;</p>"
        "<p>Considérant l'appel à projets de l'ANSSI, à valider avant le 30 juin "
        "2022, et sa subvention de 0,22 € par agent sur 3 ans ;</p>"
        "<p>Prix proposés d'abord, par mois, selon la tranche :</p>"
        + get_table(
            ("Service", "0-25", "25-75", "75 et plus"),
            ("EDR, par poste", "4,20 €", "4,00 €", "3,80 €"),
            ("Protection du vol des données, par compte", "3,60 €", "3,40 €", "3,20 €"),
        )
    ),
    "operative_part": (
        "<p>Article 1. Les abonnements mensuels sont : Mail in Black 1,00 € par "
        "adresse ; coffre-fort de mots de passe 0,80 € par agent ; EDR 4,00 € par "
        "poste ou serveur ; protection du vol des données 3,60 € par compte.</p>"
        + get_table(
            ("Service", "Par mois", "Licences", "Demande"),
            ("Mail in Black", "1,00 €", "–", "un nom de domaine"),
            ("Coffre-fort de mots de passe", "0,80 €", "–", "–"),
            ("EDR", "4,00 €", "–", "un antivirus"),
            (
                "Protection du vol des données",
                "3,60 €",
                "90,00 € + 130,00 €",
                "le coffre-fort",
            ),
        )
        + "<p>Article 2. Les licences de la protection du vol des données sont de 90 "
        "€ (Cryhod) et 130 € (ZoneCentral) par compte.</p>"
        "<p>Article 3. Le président est autorisé à accomplir tout acte "
        "nécessaire.</p>"
    ),
    "debate": (
        "<p>Présentation faite au conseil d'administration et au bureau syndical. "
        "La réunion d'information du 4 mai, en présence du préfet et du délégué "
        "régional de l'ANSSI, a eu un fort écho. Quatre solutions : Mail in Black "
        "contre les courriels indésirables, avec une formation des agents (80 % des "
        "virus viennent par courriel) ; un coffre-fort de mots de passe ; l'EDR, "
        "complément d'antivirus, pour tous les postes et serveurs ; la protection du "
        "vol des données, par chiffrement, pour les utilisateurs en mobilité. "
        "L'assistance est comprise dans l'adhésion.</p>"
        "<p>Un membre demande des prix sans tranches : le dégressif complique la "
        "facturation. Le responsable du centre de données répond qu'une "
        "collectivité ne doit pas payer ce qu'elle n'utilise pas. Les tranches "
        "sont supprimées, les prix par service gardés. Environ 200 postes sont "
        "intéressés par l'EDR. Des devis à cocher partent le lendemain, avec les "
        "prix des 2e et 3e années. La ligne s'appelle « Frais de mise en service de "
        "l'outil / Frais de prestation ». Le président note que la subvention est très "
        "faible.</p>"
    ),
}
BILLING = {
    "name": "Facturation et contrats",
    "subject_code": "5.2",
    "operative_part": (
        "<p>Article 1. Un contrat est conclu systématiquement avec chaque "
        "collectivité.</p>"
        "<p>Article 2. La facturation commence en mars ; 90 % en est achevée en "
        "octobre.</p>"
    ),
    "debate": (
        "<p>Avant : aucune procédure de contrat, tout en tacite reconduction, une "
        "facturation tardive en trois périodes. Odoo réunit contrats, factures et "
        "devis d'une collectivité. Prochain conseil syndical : le lundi 20 juin.</p>"
        "<p>En mai : adhésion, maintenance informatique, RGPD ; en octobre : les "
        "nouveaux contrats.</p>"
        "<p>14 modèles de contrats sont validés juridiquement, 30 restent à faire "
        "pour septembre. Les petites sommes dues par une collectivité sont "
        "regroupées ; certains services restent mensuels. But : payer sans les "
        "journées complémentaires.</p>"
    ),
}
LOAN = {
    "name": "Emprunt pour l'achat de serveurs et d'équipements roulants",
    "ratified": True,
    "subject_code": "7.3",
    "recitals": (
        "<p>Considérant les offres du Crédit Mutuel (1,85 % fixe sur 60 mois) et "
        "de la Caisse d'Épargne (1,69 % sur 36 mois, ou 5 ans dont 2 à taux "
        "variable) ;</p>"
    ),
    "operative_part": (
        "<p>Article 1. Un emprunt de 300 000 € est contracté auprès du Crédit "
        "Mutuel : taux fixe de 1,85 %, 60 mensualités de 5 238,67 €, la dernière "
        "de 5 238,35 €, soit 314 319,88 € en tout.</p>"
        "<p>Article 2. Le président reçoit tout pouvoir pour le signer.</p>"
    ),
    "debate": (
        "<p>3 serveurs remplacent les 18 anciens ; une baie de disques et des "
        "véhicules sont achetés. L'assemblée ne veut pas de taux variable.</p>"
    ),
}
LOAN_OFFERS = (  # the third one, in part at a variable rate, is not published
    {"bank": "Crédit Mutuel", "rate": 1.85, "periods": 60},
    {"bank": "Caisse d'Épargne", "rate": 1.69, "periods": 36},
)
LOAN_AMOUNT = 300_000.0
ELECTIONS = {
    "name": "Bilan des élections des représentants du personnel",
    "kind": "information",
    "note": (
        "<p>Élections tenues en application du code du travail et de la convention "
        "collective Syntec. Un représentant du personnel a été élu pour la première "
        "fois.</p>"
    ),
}
ITEMS = (CANCELLATIONS, TARIFFS, BILLING, LOAN, ELECTIONS)
OTHER_BUSINESS = (
    "<p>Journée des secrétaires du 24 mai, seconde session : 100 participants, dont "
    "75 % équipés de Cosoluce (M57, DSN, FCTVA, élections). Projets : une journée sur "
    "la M57 mi-novembre, une demi-journée pour les maires sur le logiciel Prisme, une "
    "école des secrétaires, qui sera vue en conseil syndical.</p>"
    "<p>Centre de données : deux fournisseurs à départager sur un cahier des charges "
    "(évolution, sobriété numérique) ; hébergement au siège, où se trouvent les agents "
    "et la fibre. La région est sollicitée.</p>"
    "<p>Congrès des maires : le syndicat y sera présent.</p>"
    "<p>Travaux : bassins vidangés le 12 mai, bureaux de Saint-Agrève déménagés à "
    "Saint-André-en-Vivarais le 22 avril, climatisation de la salle de conférence en "
    "juillet.</p>"
)
